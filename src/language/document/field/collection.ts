import { place, spanOf, type Span } from '../../../base/span.ts';
import { childOf, fault, itemsOf, unexpected, type Cursor, type Reader } from './cursor.ts';
import { isRawMap, setMember, type RawMap } from '../text/raw.ts';

/** A list of one kind of item. */
export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (at) => (Array.isArray(at.value) ? readAll(itemsOf(at), item) : unexpected(at, 'a list'));
}

/** A list, or one item that stands for a list of one. */
export function oneOrMany<T>(item: Reader<T>): Reader<readonly T[]> {
  return (at) => readAll(Array.isArray(at.value) ? itemsOf(at) : [at], item);
}

/**
 * A list of maps, or a map from the `subject` field of each to the rest. In the map form a value that is no map
 * stands for the field `predicate` (Schema Salad, identifier maps).
 */
export function identified<T>(subject: string, predicate: string | undefined, item: Reader<T>): Reader<readonly T[]> {
  return (at) => {
    if (Array.isArray(at.value)) return readAll(itemsOf(at), item);
    if (!isRawMap(at.value)) return unexpected(at, 'a list or a mapping');
    const entries = Object.keys(at.value).map((key) => entry(childOf(at, key), subject, predicate));
    return readAll(
      entries.filter((member) => member !== undefined),
      item,
    );
  };
}

function entry(at: Cursor, subject: string, predicate: string | undefined): Cursor | undefined {
  const map: RawMap = {};
  setMember(map, subject, at.name);
  const fields: Record<string, Span> = {};
  if (isRawMap(at.value)) {
    for (const [key, value] of Object.entries(at.value)) {
      setMember(map, key, value);
      const span = spanOf(at.value, key);
      if (span) fields[key] = span;
    }
    setMember(map, subject, at.name);
  } else if (predicate !== undefined) {
    setMember(map, predicate, at.value);
  } else if (at.value !== null) {
    return unexpected(at, 'a mapping');
  }
  place(map, at.span, fields);
  return { ...at, value: map };
}

/** No two items of the same name. */
export function distinct<T extends object & { readonly name: string }>(
  what: string,
  read: Reader<readonly T[]>,
): Reader<readonly T[]> {
  return (at) => {
    const seen = new Map<string, Span>();
    const items = read(at);
    for (const item of items ?? []) {
      const span = spanOf(item) ?? at.span;
      const first = seen.get(item.name);
      if (first) fault({ ...at, span }, 'CWL_INVALID', `another ${what} is named "${item.name}" already, in line ${first.line}`);
      else seen.set(item.name, span);
    }
    return items;
  };
}

function readAll<T>(cursors: readonly Cursor[], item: Reader<T>): readonly T[] {
  return cursors.map(item).filter((value) => value !== undefined);
}
