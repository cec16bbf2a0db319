import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultOf } from '../data/fault.ts';

/** What one running job needs beside its own folders: files that are made once and used by one job after another. */
export interface Kit {
  /** Empty files for streams that the job does not redirect. A job that fills one keeps it, under another name. */
  readonly stdout: string;
  readonly stderr: string;
  /** For the meter. */
  readonly usage: string;
}

/** Kits in `folder`, one for each job that runs at once. Making a file can cost as much as starting a process. */
export interface Kits {
  /** Throws DATA_WRITE. */
  take(): Kit;
  /** `used` are the files that are there no more. */
  giveBack(kit: Kit, used: readonly string[]): void;
  /** Removes what is left. */
  close(): void;
}

/** Counts for all: runners may share a folder. */
let made = 0;

export function createKits(folder: string): Kits {
  const free: Kit[] = [];
  return {
    take() {
      const known = free.pop();
      if (known) return known;
      const name = join(folder, `.spare-${++made}`);
      const kit = { stdout: `${name}.stdout`, stderr: `${name}.stderr`, usage: `${name}.usage` };
      Object.values(kit).forEach(makeEmpty);
      return kit;
    },
    giveBack(kit, used) {
      used.forEach(makeEmpty);
      free.push(kit);
    },
    close() {
      for (const { stdout, stderr, usage } of free.splice(0)) {
        for (const path of [stdout, stderr, usage]) rmSync(path, { force: true });
      }
    },
  };
}

function makeEmpty(path: string): void {
  try {
    writeFileSync(path, '');
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'write', path, thrown);
  }
}
