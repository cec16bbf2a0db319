import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CrateRunError, messageOf } from '../base/error.ts';

/** Refuses places that cannot be written before anything runs; makes the output folder. Throws USAGE_OUTPUT. */
export function checkOutputs(outdir: string, crate: string | undefined): void {
  writable(outdir, () => {
    mkdirSync(outdir, { recursive: true });
    accessSync(outdir, constants.W_OK | constants.X_OK);
  });
  if (crate === undefined) return;
  writable(crate, () => {
    const folder = dirname(resolve(crate));
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (crate.endsWith('.zip') && existsSync(crate) && statSync(crate).isDirectory()) throw new Error('it is a folder');
  });
}

function writable(path: string, attempt: () => void): void {
  try {
    attempt();
  } catch (thrown) {
    throw new CrateRunError('USAGE_OUTPUT', `${path} cannot be written: ${messageOf(thrown)}`, { cause: thrown });
  }
}
