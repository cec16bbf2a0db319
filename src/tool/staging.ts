import { CrateRunError } from '../base/error.ts';
import { pathOfUri } from '../base/uri.ts';
import type { StagingEntry } from '../job/jobspec.ts';
import {
  isDirectory,
  isFile,
  isObject,
  type CwlDirectory,
  type CwlFile,
  type CwlObject,
  type CwlValue,
} from '../language/model/value.ts';
import { changed } from './fill.ts';
import { basenameOf } from './names.ts';

/** Collects what has to be in place before the job starts. */
export interface Staging {
  readonly entries: readonly StagingEntry[];
  /** Adds one entry; a second, different thing under the same name is refused with TOOL_INVALID. */
  add(entry: StagingEntry): void;
}

export function createStaging(): Staging {
  const entries = new Map<string, StagingEntry>();
  return {
    get entries() {
      return [...entries.values()];
    },
    add(entry) {
      const before = entries.get(entry.target);
      if (before === undefined) entries.set(entry.target, entry);
      else if (!isSame(before, entry)) {
        throw new CrateRunError('TOOL_INVALID', `two different inputs would both be staged as ${entry.target}`);
      }
    },
  };
}

/** Stages every File and Directory of the inputs in a numbered folder of its own, and fills in `path` and `dirname`. */
export function stageInputs(inputs: CwlObject, stagedir: string, staging: Staging): CwlObject {
  let count = 0;
  const visit = (value: CwlValue): CwlValue => {
    if (Array.isArray(value)) return value.map(visit);
    if (isFile(value) || isDirectory(value)) return placeItem(value, `${stagedir}/${++count}`, staging, 'link');
    return isObject(value) ? visitMembers(value) : value;
  };
  const visitMembers = (members: CwlObject) =>
    Object.fromEntries(Object.entries(members).map(([name, value]) => [name, visit(value)]));
  return visitMembers(inputs);
}

/**
 * Stages an item in `folder`, secondary files beside it, and gives it with `path` and `dirname`. `how` says whether the
 * job gets links to the originals, which it may change if they are `inplace`, or copies of its own.
 */
export function placeItem<T extends CwlFile | CwlDirectory>(
  item: T,
  folder: string,
  staging: Staging,
  how: 'link' | 'inplace' | 'copy',
): T {
  const path = `${folder}/${basenameOf(item)}`;
  const source = item.location === undefined ? undefined : pathOfUri(item.location);
  if (item.location !== undefined && source === undefined) {
    throw new CrateRunError('DATA_FETCH', `${item.location} was not fetched before the job`);
  }
  if (source !== undefined) {
    staging.add(how === 'inplace' ? { kind: 'link', source, target: path, writable: true } : { kind: how, source, target: path });
  }
  if (isFile(item)) {
    if (source === undefined) staging.add({ kind: 'write', contents: item.contents ?? '', target: path });
    const secondaryFiles = item.secondaryFiles?.map((inner) => placeItem(inner, folder, staging, how));
    return changed(item, { path, dirname: folder, secondaryFiles });
  }
  if (source !== undefined) return withPathsBelow(item, folder);
  staging.add({ kind: 'folder', target: path });
  return changed(item, { path, listing: (item.listing ?? []).map((inner) => placeItem(inner, path, staging, how)) });
}

/** Fills in the paths of what a staged folder holds. */
function withPathsBelow<T extends CwlFile | CwlDirectory>(item: T, folder: string): T {
  const path = `${folder}/${basenameOf(item)}`;
  if (isFile(item)) return changed(item, { path, dirname: folder });
  return changed(item, { path, listing: item.listing?.map((inner) => withPathsBelow(inner, path)) });
}

function isSame(a: StagingEntry, b: StagingEntry): boolean {
  if (a.kind === 'write') return b.kind === 'write' && a.contents === b.contents;
  if (a.kind === 'folder') return b.kind === 'folder';
  return a.kind === b.kind && a.source === b.source;
}

/**
 * Turns links to folders into copies where something else goes below them: else the job would write into the original.
 * `written` are the files that the job's streams go to.
 */
export function separate(entries: readonly StagingEntry[], written: readonly string[]): StagingEntry[] {
  const parents = new Set<string>();
  for (const target of [...entries.map((entry) => entry.target), ...written]) {
    for (let end = target.lastIndexOf('/'); end > 0; end = target.lastIndexOf('/', end - 1)) parents.add(target.slice(0, end));
  }
  return entries.map((entry) => (entry.kind === 'link' && parents.has(entry.target) ? { ...entry, kind: 'copy' } : entry));
}
