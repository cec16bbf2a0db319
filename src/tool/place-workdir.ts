import type { CwlDirectory, CwlFile, CwlObject, CwlValue } from '../language/model/value.ts';
import { filesIn, isDirectory, isFile, isObject } from '../language/model/value.ts';
import { changed } from './fill.ts';
import { folderOf } from './names.ts';
import { placeItem, type Staging } from './staging.ts';
import type { Placement } from './workdir.ts';

/**
 * Stages what InitialWorkDirRequirement asks for in the output folder, and gives the inputs with the new paths of those
 * that are staged there (CWL v1.2 Dirent: the staged input's path becomes the one in the output folder). Writable items
 * are copies, except that with `inplace` the job works on the originals (InplaceUpdateRequirement).
 */
export function placeWorkdir(
  placements: readonly Placement[],
  outdir: string,
  inputs: CwlObject,
  staging: Staging,
  inplace: boolean,
): CwlObject {
  const moved = new Map<string, string>();
  for (const { item, name, writable } of placements) {
    const target = name === undefined || name.startsWith('/') ? name : `${outdir}/${name}`;
    const named = target === undefined ? item : changed(item, { basename: target.slice(folderOf(target).length + 1) });
    const placed = placeItem(
      named,
      target === undefined ? outdir : folderOf(target),
      staging,
      !writable ? 'link' : inplace ? 'inplace' : 'copy',
    );
    for (const [before, after] of pairs(item, placed)) {
      const key = identityOf(before);
      if (key !== undefined && after.path !== undefined) moved.set(key, after.path);
    }
  }
  return moved.size === 0 ? inputs : (repath(inputs, moved) as CwlObject);
}

/** An input is recognised by where it comes from; a literal by where it was staged. */
function identityOf(item: CwlFile | CwlDirectory): string | undefined {
  return item.location ?? item.path;
}

function* pairs(before: CwlFile | CwlDirectory, after: CwlFile | CwlDirectory) {
  const placed = filesIn(after);
  for (const item of filesIn(before)) {
    const next = placed.next();
    if (!next.done) yield [item, next.value] as const;
  }
}

function repath(value: CwlValue | CwlObject, moved: ReadonlyMap<string, string>): CwlValue {
  if (Array.isArray(value)) return value.map((item: CwlValue) => repath(item, moved));
  if (!isObject(value)) return value;
  const copy: Record<string, CwlValue> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = repath(member, moved);
  if (!isFile(copy) && !isDirectory(copy)) return copy;
  const path = moved.get(identityOf(copy) ?? '');
  return path === undefined ? copy : changed(copy, { path, ...(isFile(copy) ? { dirname: folderOf(path) } : {}) });
}
