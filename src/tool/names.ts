import { createHash } from 'node:crypto';
import { decoded, pathOfUri } from '../base/uri.ts';
import { CrateRunError } from '../base/error.ts';
import { isFile, type CwlDirectory, type CwlFile } from '../language/model/value.ts';

/** `nameroot` and `nameext` of a basename (CWL v1.2 File): a leading dot begins no extension. */
export function splitName(basename: string): { readonly nameroot: string; readonly nameext: string } {
  const dot = basename.lastIndexOf('.');
  if (dot <= 0) return { nameroot: basename, nameext: '' };
  return { nameroot: basename.slice(0, dot), nameext: basename.slice(dot) };
}

/** The last name of a path or URI, decoded. */
export function lastName(location: string): string {
  const path = (pathOfUri(location) ?? location).replace(/\/+$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return path.includes('://') ? decoded(name) : name;
}

/** The folder that a path is in. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Without `.`, `..`, doubled slashes and a slash at the end. */
export function tidy(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The name under which a File or Directory is staged; a literal without one gets a name that follows from what it holds. */
export function basenameOf(item: CwlFile | CwlDirectory): string {
  const name = item.basename ?? (item.location ? lastName(item.location) : literalName(item));
  if (name === '' || name === '.' || name === '..' || name.includes('/')) {
    throw new CrateRunError('TOOL_UNSAFE_PATH', `the basename '${name}' of a ${item.class} is not a file name`);
  }
  return name;
}

function literalName(item: CwlFile | CwlDirectory): string {
  const text = isFile(item) ? (item.contents ?? '') : JSON.stringify((item.listing ?? []).map(basenameOf));
  return createHash('sha1').update(text).digest('hex');
}
