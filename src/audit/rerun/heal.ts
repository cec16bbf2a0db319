import { posix } from 'node:path';
import type { Json } from '../../base/json.ts';
import { decoded } from '../../base/uri.ts';

/** What may be put in place of what a document says. */
export interface Remedies {
  /** The path, relative to the document, of the file of the crate that had this name; undefined when none or several did. */
  fileNamed(name: string): string | undefined;
  /** Images that stand in for others. */
  readonly images: ReadonlyMap<string, string>;
}

/** A document without references to places that only its author had, and everything that was changed in it. */
export interface Healed {
  readonly document: Json;
  readonly healings: readonly string[];
}

/**
 * Mends a CWL document: absolute paths in defaults become files of the crate that had the name, or are left out; ontologies on
 * the disk of others are left out; images are replaced as asked.
 */
export function heal(document: Json, remedies: Remedies): Healed {
  const healings: string[] = [];
  const note = (text: string) => void healings.push(text);
  const mend = (value: Json): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map(mend);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value as Record<string, Json>).flatMap(([key, member]) => {
      const mended = mendMember(key, member, remedies, note);
      return mended === undefined ? [] : [[key, mend(mended)] as const];
    });
    return Object.fromEntries(entries);
  };
  return { document: mend(document), healings };
}

function mendMember(key: string, member: Json, remedies: Remedies, note: (text: string) => void): Json | undefined {
  if (key === '$schemas') {
    const kept = (Array.isArray(member) ? (member as readonly Json[]) : [member]).filter((one) => !isAway(one));
    if (kept.length === 0) note('ontologies ($schemas) that are not in the crate are left out');
    return kept.length === 0 ? undefined : kept;
  }
  if (key === 'default') return mendDefault(member, remedies, note);
  if (key === 'dockerPull' && typeof member === 'string') {
    const other = remedies.images.get(member);
    if (other !== undefined) note(`image ${member} is replaced by ${other}`);
    return other ?? member;
  }
  return member;
}

/** A default that names a place of somebody else; it is left out when the crate has no file of that name. */
function mendDefault(value: Json, remedies: Remedies, note: (text: string) => void): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = value as Readonly<Record<string, Json | undefined>>;
  const location = members['location'] ?? members['path'];
  if (typeof location !== 'string' || !isAway(location)) return value;
  const found = remedies.fileNamed(posix.basename(decoded(location)));
  note(
    found === undefined
      ? `default ${location} is left out: the crate has no such file`
      : `default ${location} is ${found} of the crate`,
  );
  return found === undefined ? undefined : { ...members, path: undefined, location: found };
}

function isAway(value: Json): boolean {
  return typeof value === 'string' && /^([a-z][a-z\d+.-]*:|\/)/i.test(value);
}
