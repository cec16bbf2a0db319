import { CrateRunError } from '../base/error.ts';
import { fileUri, pathOfUri } from '../base/uri.ts';
import type { FileAccess } from '../job/folder.ts';
import type { LoadListing } from '../language/model/binding.ts';
import { isSince, type CwlVersion } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import type { CwlDirectory, CwlFile } from '../language/model/value.ts';
import { splitName } from './names.ts';

const contentsLimit = 64 * 1024;

/** The File with `contents`. Above 64 KiB it is an error since v1.2; older versions read the first 64 KiB (loadContents). */
export function loadContents(file: CwlFile, files: FileAccess, cwlVersion: CwlVersion): CwlFile {
  const path = file.location === undefined ? undefined : pathOfUri(file.location);
  if (path === undefined || file.contents !== undefined) return file;
  if (isSince(cwlVersion, 'v1.2') && (files.stat(path)?.size ?? 0) > contentsLimit) {
    throw new CrateRunError('TOOL_INVALID', `loadContents: ${path} is larger than 64 KiB`);
  }
  return { ...file, contents: files.read(path, contentsLimit) };
}

/** How deep listings go when a parameter does not say: v1.0 always listed everything (CWL v1.1 changelog). */
export function listingDefault(demands: Demands, cwlVersion: CwlVersion): LoadListing {
  return inForce(demands, 'LoadListingRequirement')?.loadListing ?? (cwlVersion === 'v1.0' ? 'deep_listing' : 'no_listing');
}

/** The Directory with the listing asked for. A literal keeps its own. */
export function loadListing(folder: CwlDirectory, depth: LoadListing, files: FileAccess): CwlDirectory {
  const path = folder.location === undefined ? undefined : pathOfUri(folder.location);
  if (path === undefined) return folder;
  if (depth !== 'no_listing') return { ...folder, listing: list(path, depth === 'deep_listing', files, [files.realPath(path)]) };
  if (folder.listing === undefined) return folder;
  const { listing: _, ...rest } = folder;
  return rest;
}

function list(folder: string, deep: boolean, files: FileAccess, above: readonly string[]): (CwlFile | CwlDirectory)[] {
  return files.names(folder).flatMap((basename): (CwlFile | CwlDirectory)[] => {
    const path = `${folder}/${basename}`;
    const location = fileUri(path);
    const found = files.stat(path);
    if (!found) return [];
    if (found.kind === 'file') return [{ class: 'File', location, basename, ...splitName(basename), size: found.size }];
    const real = deep ? files.realPath(path) : path;
    // A link to a folder that it stands in is shown, but not entered again.
    if (!deep || above.includes(real)) return [{ class: 'Directory', location, basename }];
    return [{ class: 'Directory', location, basename, listing: list(path, deep, files, [...above, real]) }];
  });
}
