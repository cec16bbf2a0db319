import { CrateRunError } from '../base/error.ts';
import { fileUri, pathOfUri } from '../base/uri.ts';
import type { FileAccess } from '../job/folder.ts';
import { isFile, type CwlDirectory, type CwlFile, type CwlValue } from '../language/model/value.ts';
import { basenameOf, folderOf, splitName } from './names.ts';

/**
 * The item with the fields that follow from its location or contents: basename, nameroot, nameext, size. Without `path`
 * and `dirname`, which depend on where it is staged. The same object when nothing changes. With `check`, and whenever the
 * size is not known, what it names must exist: else DATA_NOT_FOUND.
 */
export function fill<T extends CwlFile | CwlDirectory>(item: T, files: FileAccess, check: boolean): T {
  const location = item.location ?? (typeof item.path === 'string' ? fileUri(item.path) : undefined);
  const literal = isFile(item) ? item.contents !== undefined : item.listing !== undefined;
  if (location === undefined && !literal) {
    throw new CrateRunError('CWL_INPUT', `a ${item.class} needs a location, or ${isFile(item) ? 'contents' : 'a listing'}`);
  }
  const basename = basenameOf(location === undefined ? item : { ...item, location });
  const fields: Record<string, CwlValue | undefined> = { location, basename, path: undefined, dirname: undefined };
  if (isFile(item)) Object.assign(fields, splitName(basename), { size: sizeOf(item, location, files, check) });
  else if (check && location !== undefined) statOf(item, location, files);
  return changed(item, fields);
}

/** The item as an expression sees it before staging: with the path where it lies now. */
export function withPath<T extends CwlFile | CwlDirectory>(item: T): T {
  const path = item.location === undefined ? undefined : pathOfUri(item.location);
  if (path === undefined) return item;
  return { ...item, path, ...(isFile(item) ? { dirname: folderOf(path) } : {}) };
}

/** A copy with some fields changed, undefined to leave out; the same object when nothing changes. */
export function changed<T extends object>(item: T, fields: Readonly<Record<string, CwlValue | undefined>>): T {
  const before = item as Record<string, unknown>;
  if (Object.entries(fields).every(([key, value]) => before[key] === value)) return item;
  const copy = Object.fromEntries(Object.entries({ ...before, ...fields }).filter(([, value]) => value !== undefined));
  return copy as T;
}

function sizeOf(item: CwlFile, location: string | undefined, files: FileAccess, check: boolean): number | undefined {
  if (location === undefined) return Buffer.byteLength(item.contents ?? '');
  if (item.size !== undefined && !check) return item.size;
  return statOf(item, location, files) ?? item.size;
}

function statOf(item: CwlFile | CwlDirectory, location: string, files: FileAccess): number | undefined {
  const path = pathOfUri(location);
  if (path === undefined) return undefined;
  const found = files.stat(path);
  const kind = isFile(item) ? 'file' : 'directory';
  if (!found) throw new CrateRunError('DATA_NOT_FOUND', `${path} does not exist`);
  if (found.kind !== kind) throw new CrateRunError('DATA_NOT_FOUND', `${path} is a ${found.kind}, not a ${kind}`);
  return found.size;
}
