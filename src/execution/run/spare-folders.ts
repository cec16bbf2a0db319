import { lstatSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { faultOf } from '../data/fault.ts';

/** Folders that jobs left empty, for the jobs that come after them. Making a folder can cost as much as starting a process. */
export interface SpareFolders {
  /** Makes an empty folder, and those above it. Throws DATA_WRITE. */
  make(path: string): void;
  /** Takes a folder that is not needed any more; false when there is something in it. */
  takeBack(path: string): boolean;
}

export function createSpareFolders(): SpareFolders {
  const spare: string[] = [];
  return {
    make(path) {
      const known = spare.pop();
      if (known !== undefined && tryRename(known, path)) return;
      try {
        mkdirSync(path, { recursive: true });
      } catch (thrown) {
        throw faultOf('DATA_WRITE', 'make folder', path, thrown);
      }
    },
    takeBack(path) {
      const isSpare = isAsNew(path);
      if (isSpare) spare.push(path);
      return isSpare;
    },
  };
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false; // The folder above is not there yet.
  }
}

/** Whether a folder is there, empty, and open to its owner. */
function isAsNew(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && (found.mode & 0o700) === 0o700 && readdirSync(path).length === 0;
}
