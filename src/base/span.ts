/** A place in a document, as people count: lines and columns from 1. */
export interface Span {
  /** URI of the document (`file:///…`, `https://…`). */
  readonly document: string;
  readonly line: number;
  readonly column: number;
}

interface Places {
  self: Span;
  fields: Record<string, Span>;
}

/** Where values came from. Keyed by identity, so spans travel with values and cost them nothing. */
const places = new WeakMap<object, Places>();

/** Notes where `value` begins and where each of its fields (or items, by index) stands. */
export function place(value: object, self: Span, fields: Record<string, Span> = {}): void {
  places.set(value, { self, fields });
}

/** Gives `copy` the places of `original`, for values that are rewritten while loading. */
export function samePlace<T extends object>(copy: T, original: unknown): T {
  const known = typeof original === 'object' && original !== null ? places.get(original) : undefined;
  if (known) places.set(copy, known);
  return copy;
}

/** As `samePlace`, with fields that stand elsewhere than those of the original. */
export function samePlaceBut<T extends object>(copy: T, original: object, fields: Readonly<Record<string, Span | undefined>>): T {
  const known = places.get(original);
  if (known) places.set(copy, { self: known.self, fields: { ...known.fields, ...defined(fields) } });
  return copy;
}

function defined(fields: Readonly<Record<string, Span | undefined>>): Record<string, Span> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Span] => entry[1] !== undefined));
}

/** Where `value`, or its field or item `key`, stands in its document; undefined for values made by the program. */
export function spanOf(value: unknown, key?: string | number): Span | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = places.get(value);
  return key === undefined ? known?.self : (known?.fields[String(key)] ?? known?.self);
}
