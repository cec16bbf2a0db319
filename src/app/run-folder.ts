import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { reasonOf } from '../execution/data/fault.ts';
import { removeFolder } from '../execution/data/remove-folder.ts';
import { makeFolder } from '../execution/data/make-folder.ts';
import { CrateRunError } from '../base/error.ts';
import type { Layout } from '../job/jobspec.ts';

/** Where a job works, and where its logs go. */
export interface JobFolders extends Layout {
  readonly logs: string;
}

/** Where a run keeps its log and the folders of its jobs while it lasts. */
export interface RunFolder {
  readonly path: string;
  readonly log: string;
  /** Paths below the folder that were not given before. */
  next(): JobFolders;
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
      next() {
        count += 1;
        const place = (kind: string) => `${path}/${kind}/${count}`;
        return { outdir: place('out'), tmpdir: place('tmp'), stagedir: place('in'), logs: place('logs') };
      },
      remove: () => removeFolder(path),
    };
  } catch (thrown) {
    throw new CrateRunError('USAGE_OUTPUT', `the folder of the run cannot be made at ${prefix}: ${reasonOf(thrown)}`, {
      cause: thrown,
    });
  }
}
