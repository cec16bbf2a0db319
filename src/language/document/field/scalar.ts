import { unexpected, type Cursor, type Reader } from './cursor.ts';

export function text(at: Cursor): string | undefined {
  return typeof at.value === 'string' ? at.value : unexpected(at, 'string');
}

export function flag(at: Cursor): boolean | undefined {
  return typeof at.value === 'boolean' ? at.value : unexpected(at, 'true or false');
}

export function whole(at: Cursor): number | undefined {
  return Number.isInteger(at.value) ? (at.value as number) : unexpected(at, 'whole number');
}

export function wholeOrExpression(at: Cursor): number | string | undefined {
  return typeof at.value === 'string' || Number.isInteger(at.value)
    ? (at.value as number | string)
    : unexpected(at, 'whole number or expression');
}

export function numberOrExpression(at: Cursor): number | string | undefined {
  return typeof at.value === 'string' || typeof at.value === 'number' ? at.value : unexpected(at, 'number or expression');
}

export function flagOrExpression(at: Cursor): boolean | string | undefined {
  return typeof at.value === 'string' || typeof at.value === 'boolean' ? at.value : unexpected(at, 'true, false or expression');
}

/** One of a closed set of words. */
export function oneOf<Word extends string>(...words: readonly Word[]): Reader<Word> {
  return (at) => {
    const found = words.find((word) => word === at.value);
    if (found !== undefined) return found;
    return unexpected(at, words.join(', ').replace(/, ([^,]*)$/, ' or $1'));
  };
}

/** A paragraph, or several that are joined by line breaks (CWL `doc`). */
export function doc(at: Cursor): string | undefined {
  if (Array.isArray(at.value) && at.value.every((item) => typeof item === 'string')) return at.value.join('\n');
  return typeof at.value === 'string' ? at.value : unexpected(at, 'string or list of strings');
}

/**
 * The bare name in an identifier: the last part of `name`, `#main/name`, `#main/step/name` or `tool.cwl#name`.
 */
export function shortName(id: string): string {
  const fragment = id.slice(id.indexOf('#') + 1);
  return fragment.slice(fragment.lastIndexOf('/') + 1);
}

export function identifier(at: Cursor): string | undefined {
  const id = text(at);
  if (id === undefined) return undefined;
  return shortName(id) || unexpected(at, 'a name');
}
