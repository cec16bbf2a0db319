import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reasonOf } from '../execution/data/fault.ts';
import { makeFolder } from '../execution/data/make-folder.ts';
import { CrateRunError } from '../base/error.ts';

/** Refuses places that cannot be written before anything runs; makes the output folder. Throws USAGE_OUTPUT. */
export function checkOutputs(outdir: string, crate: string | undefined): void {
  writable(outdir, () => {
    makeFolder(resolve(outdir));
    accessSync(outdir, constants.W_OK | constants.X_OK);
  });
  if (crate === undefined) return;
  writable(crate, () => {
    const folder = dirname(resolve(crate));
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (crate.endsWith('.zip') && existsSync(crate) && statSync(crate).isDirectory()) throw new Error('it is a folder');
  });
}

function writable(path: string, attempt: () => void): void {
  try {
    attempt();
  } catch (thrown) {
    throw new CrateRunError('USAGE_OUTPUT', `${path} cannot be written: ${reasonOf(thrown)}`, { cause: thrown });
  }
}
