import { samePlace } from '../../../base/span.ts';
import { isSince, type CwlVersion } from '../../model/process.ts';
import type { CwlValue } from '../../model/value.ts';
import { childOf, fault, unexpected, type Cursor, type Reader } from './cursor.ts';
import { expand, isForeign, type Namespaces } from '../text/namespace.ts';
import { isRawMap, type Raw, type RawMap } from '../text/raw.ts';
import { shortName } from './scalar.ts';
import { didYouMean } from '../../../base/suggest.ts';

/** One row of a field table: how the field is read, whether it must be there, and the versions that have it. */
export interface Field<T> {
  readonly read: Reader<T>;
  readonly required?: boolean;
  readonly since?: CwlVersion;
  readonly until?: CwlVersion;
}
export type Fields = Readonly<Record<string, Field<unknown>>>;

type ValueOf<F> = F extends Field<infer T> ? T : never;
type RequiredNames<F extends Fields> = { [K in keyof F]: F[K] extends { readonly required: true } ? K : never }[keyof F];

/** What a map becomes that has the fields of a table. */
export type ObjectOf<F extends Fields> = { [K in RequiredNames<F>]: ValueOf<F[K]> } & {
  [K in Exclude<keyof F, RequiredNames<F>>]?: ValueOf<F[K]>;
};

export function required<T>(read: Reader<T>): Field<T> & { readonly required: true } {
  return { read, required: true };
}

export function optional<T>(read: Reader<T>, versions: { since?: CwlVersion; until?: CwlVersion } = {}): Field<T> {
  return { read, ...versions };
}

/** Fields of other namespaces, with their names expanded. */
export type Extensions = Readonly<Record<string, CwlValue>>;

/** A map with the fields of a table. Unknown fields are faults, those of other namespaces are passed over. */
export function object<F extends Fields>(what: string, fields: F): Reader<ObjectOf<F>> {
  return (at) => {
    if (!isRawMap(at.value)) return unexpected(at, `a mapping (${what})`);
    const title = titleOf(what, at.value);
    checkNames(at, title, fields);
    const made: Record<string, unknown> = {};
    let complete = true;
    for (const [name, field] of Object.entries(fields)) {
      if (!isIn(at.scope.version, field)) continue;
      const raw = at.value[name] ?? null;
      // An explicit null is the same as no field (Schema Salad); `default: null` says nothing either.
      const value = raw === null ? undefined : field.read(childOf(at, name));
      if (value !== undefined) made[name] = value;
      else if (field.required) {
        complete = false;
        if (raw === null) fault(at, 'CWL_FIELD_MISSING', `${title} needs the field "${name}"`);
      }
    }
    return complete ? samePlace(made as ObjectOf<F>, at.value) : undefined;
  };
}

/** As `object`, and keeps the fields of other namespaces as `extensions`. */
export function extensible<F extends Fields>(what: string, fields: F): Reader<ObjectOf<F> & { extensions?: Extensions }> {
  const read = object(what, fields);
  return (at) => {
    const made: (ObjectOf<F> & { extensions?: Extensions }) | undefined = read(at);
    if (made === undefined) return undefined;
    const foreign = Object.keys(at.value as object).filter(isForeign);
    if (foreign.length === 0) return made;
    const namespaces = at.scope.namespaces(at.span.document);
    made.extensions = Object.fromEntries(
      foreign.map((name) => [expand(name, namespaces), expandNames((at.value as Record<string, Raw>)[name]!, namespaces)]),
    );
    return made;
  };
}

/** What a map is called in messages: `input "reads"` where it has a name, else `an input`. */
function titleOf(what: string, { id, name = id }: RawMap): string {
  return typeof name === 'string' ? `${what.replace(/^an? /, '')} "${shortName(name)}"` : what;
}

function checkNames(at: Cursor, what: string, fields: Fields): void {
  const { version } = at.scope;
  for (const name of Object.keys(at.value as object)) {
    if (isForeign(name) || name.startsWith('$')) continue;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const here = { ...at, span: childOf(at, name).span };
    if (!field) {
      const known = Object.keys(fields).filter((candidate) => isIn(version, fields[candidate]!));
      fault(here, 'CWL_FIELD_UNKNOWN', `${what} has no field "${name}"${didYouMean(name, known)}`);
    } else if (!isIn(version, field)) {
      const range = field.since ? `since ${field.since}` : `up to ${field.until}`;
      fault(here, 'CWL_FIELD_UNKNOWN', `"${name}" is a field of ${what} ${range} only, but this is ${version}`);
    }
  }
}

function isIn(version: CwlVersion, { since, until }: Field<unknown>): boolean {
  return isSince(version, since ?? 'v1.0') && (until === undefined || isSince(until, version));
}

function expandNames(value: Raw, namespaces: Namespaces): CwlValue {
  if (Array.isArray(value)) return value.map((item) => expandNames(item, namespaces));
  if (!isRawMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [expand(name, namespaces), expandNames(member, namespaces)]),
  );
}
