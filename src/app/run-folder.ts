import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { reasonOf } from '../execution/data/fault.ts';
import { makeFolder } from '../execution/data/make-folder.ts';
import { CrateRunError } from '../base/error.ts';

/** Where a run keeps its log and the folders of its jobs while it lasts. */
export interface RunFolder {
  readonly path: string;
  readonly log: string;
  /** A path below the folder that was not given before. */
  next(): string;
  remove(): void;
}

/** Makes the folder of a new run; `prefix` is the start of its path. Throws USAGE_OUTPUT. */
export function makeRunFolder(prefix = join(tmpdir(), 'crate-run-')): RunFolder {
  try {
    makeFolder(dirname(resolve(`${prefix}x`)));
    const path = mkdtempSync(resolve(prefix) + (prefix.endsWith('/') ? '/' : ''));
    let count = 0;
    return {
      path,
      log: join(path, 'events.jsonl'),
      next: () => join(path, 'jobs', String(++count)),
      remove: () => rmSync(path, { recursive: true, force: true }),
    };
  } catch (thrown) {
    throw new CrateRunError('USAGE_OUTPUT', `the folder of the run cannot be made at ${prefix}: ${reasonOf(thrown)}`, {
      cause: thrown,
    });
  }
}
