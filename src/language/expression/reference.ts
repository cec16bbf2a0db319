import { isObject, type CwlValue } from '../model/value.ts';
import { expressionError } from './fault.ts';

/** A parameter reference: the leading symbol and the segments after it. A number is an index, `[2]`. */
export interface Reference {
  readonly source: string;
  readonly root: string;
  readonly segments: readonly (string | number)[];
}

const segment = /\.([\p{L}\p{N}_]+)|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/uy;

/** Reads `$(…)` by the grammar of CWL v1.2 §Parameter references; undefined when it is no parameter reference. */
export function readReference(source: string): Reference | undefined {
  const root = /^\$\(([\p{L}\p{N}_]+)/u.exec(source)?.[1];
  if (root === undefined) return undefined;
  const segments: (string | number)[] = [];
  segment.lastIndex = root.length + 2;
  while (segment.lastIndex < source.length - 1) {
    const match = segment.exec(source);
    if (!match) return undefined;
    const [, symbol, single, double, index] = match;
    segments.push(index === undefined ? (symbol ?? unescape((single ?? double)!)) : Number(index));
  }
  return source.endsWith(')') ? { source, root, segments } : undefined;
}

/** In the grammar a backslash makes the next quote or backslash an ordinary character; others keep theirs. */
function unescape(key: string): string {
  return key.replace(/\\(['"\\])/g, '$1');
}

/**
 * The value that the reference names among `parameters` (`inputs`, `self`, `runtime`). `null` may stand alone; `.length`
 * of an array is its length. Throws EXPR_FAILED naming the key that is missing and the keys that exist.
 */
export function follow(reference: Reference, parameters: Readonly<Record<string, CwlValue | undefined>>): CwlValue {
  const { source, root, segments } = reference;
  if (root === 'null' && segments.length === 0) return null;
  const start = Object.hasOwn(parameters, root) ? parameters[root] : undefined;
  if (start === undefined) throw fail(source, `"${root}" is not known here; there are ${Object.keys(parameters).join(', ')}`);
  let value = start;
  let path = root;
  segments.forEach((key, position) => {
    const next = step(value, key, position === segments.length - 1);
    if (next === undefined) throw fail(source, whyNot(value, key, path));
    value = next;
    path += typeof key === 'number' ? `[${key}]` : `.${key}`;
  });
  return value;
}

function step(value: CwlValue, key: string | number, last: boolean): CwlValue | undefined {
  if (typeof key === 'number') return Array.isArray(value) || typeof value === 'string' ? (value[key] as CwlValue) : undefined;
  if (isObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(value) && key === 'length' && last ? value.length : undefined;
}

function whyNot(value: CwlValue, key: string | number, path: string): string {
  if (typeof key === 'number') {
    return Array.isArray(value) || typeof value === 'string'
      ? `${path} has no item ${key}, its length is ${value.length}`
      : `${path} is ${kindOf(value)}, it has no items`;
  }
  if (!isObject(value)) return `${path} is ${kindOf(value)}, it has no "${key}"`;
  const keys = Object.keys(value).filter((name) => value[name] !== undefined);
  const some = keys.slice(0, 12).join(', ') + (keys.length > 12 ? ', …' : '');
  return `${path} has no "${key}"; ${keys.length === 0 ? 'it is empty' : `it has ${some}`}`;
}

function kindOf(value: CwlValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value === 'bigint' ? 'number' : typeof value}`;
}

function fail(source: string, problem: string): Error {
  return expressionError('EXPR_FAILED', problem, source);
}
