import type { Readable } from 'node:stream';
import { CrateRunError } from '../../base/error.ts';
import { limits } from './limits.ts';

/** A file of a crate: its path, with `/` between names, and its size in bytes. */
export interface CrateEntry {
  readonly path: string;
  readonly size: number;
}

/** The files of a folder or an archive, whose names and kinds have been checked. */
export interface Content {
  readonly entries: ReadonlyMap<string, CrateEntry>;
  /** Folders that are named for themselves, which may be empty. */
  readonly folders: ReadonlySet<string>;
  /** The bytes of an entry. The stream fails when they are not as many as was said. */
  stream(path: string): Promise<Readable>;
  close(): Promise<void>;
}

/** Keeps count while entries are found. */
export interface Tally {
  /** Counts an entry of so many bytes. Throws CRATE_TOO_LARGE when there is too much of anything. */
  count(size: number): void;
  /** Counts bytes of no entry in particular. Throws CRATE_TOO_LARGE. */
  grow(size: number): void;
}

/** `packed` is the number of bytes of the archive; absent for a folder, whose files have their size already. */
export function createTally(source: string, packed?: number): Tally {
  let [entries, total] = [0, 0];
  const tooLarge = (what: string) => new CrateRunError('CRATE_TOO_LARGE', `${source} is refused: ${what}`);
  const grow = (size: number) => {
    total += size;
    if (total > limits.total) throw tooLarge(`its files have more than ${limits.total} bytes`);
    if (packed !== undefined && total > limits.smallTotal && total > packed * limits.ratio)
      throw tooLarge(`its files are more than ${limits.ratio} times as large as the archive`);
  };
  return {
    grow,
    count(size) {
      entries += 1;
      if (entries > limits.entries) throw tooLarge(`it has more than ${limits.entries} entries`);
      grow(size);
    },
  };
}
