import { lstatSync, readdirSync, readlinkSync, rmdirSync, symlinkSync, unlinkSync, type Dirent } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { JobSpec } from '../../job/jobspec.ts';
import { faultOf } from '../data/fault.ts';
import type { Stage } from './mounts.ts';

/** Tells a file or folder from every other, under whatever name: device and inode. Absent when it is not there. */
function markOf(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** Where the inputs that a job sees in its output folder come from, by the mark of what holds their place. */
export type Marks = ReadonlyMap<string, string>;

/** To be called when the stage is in place. */
export function markPlaceholders({ placeholders }: Stage): Marks {
  return new Map(placeholders.map(({ path, source }) => [markOf(path)!, source]));
}

/**
 * Makes the output folder look as if the job had run without a container: what was mounted becomes a link to where it
 * comes from, also where the job has renamed a folder above it; links that the job made lead to the place on this
 * machine that they led to in the container. Links to what is only in the image stay as they are. Throws DATA_WRITE.
 */
export function tidyOutputs(spec: JobSpec, { placeholders, placeOf }: Stage, marks: Marks): void {
  const { folders, layout } = spec;
  const lost = new Map(marks);
  /** Links that lead to places on this machine already. */
  const done = new Set<string>();
  for (const { path, source } of placeholders) {
    const mark = markOf(path);
    if (mark === undefined || marks.get(mark) !== source) continue;
    replace(path, source);
    done.add(path);
    lost.delete(mark);
  }

  function visit(folder: string): void {
    for (const item of namesIn(folder)) {
      const path = `${folder}/${item.name}`;
      const source = lost.size > 0 ? lost.get(markOf(path) ?? '') : undefined;
      if (source !== undefined) replace(path, source);
      else if (item.isDirectory()) visit(path);
      else if (item.isSymbolicLink() && !done.has(path)) {
        const target = readlinkSync(path);
        const here = placeOf(resolve(dirname(layout.outdir + path.slice(folders.outdir.length)), target));
        if (here !== undefined && here !== resolve(folder, target)) replace(path, here);
      }
    }
  }
  visit(folders.outdir);
}

function replace(path: string, target: string): void {
  try {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else unlinkSync(path);
    symlinkSync(target, path);
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'link', path, thrown);
  }
}

/** Nothing for a folder that the job has locked: whoever needs what is in it will say so. */
function namesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
