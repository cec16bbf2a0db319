import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectSuccess } from './capture.ts';

/** The judges of one environment and the versions whose answers are tracked. */
export const environments = {
  /** The suite's own runner, the reference runner and the crate validator. */
  cwl: ['cwltest==2.7.20260814150058', 'cwltool==3.3.20260925135507', 'roc-validator==0.13.0'],
  /** Alone, because it asks for older versions of what the others need. */
  runcrate: ['runcrate==0.6.2'],
  /** Reads every syntax of PROV. */
  prov: ['prov[rdf]==3.2.3'],
  /** Alone, because it needs an old `prov`. */
  cwlprov: ['cwlprov==0.2.1'],
} as const;

/**
 * A Python environment in the temporary folder with the packages of `environments[name]` from PyPI. Made when it is
 * not there yet, reused otherwise. Gives the folder of its programs.
 */
export async function pythonEnvironment(name: keyof typeof environments): Promise<string> {
  const packages = environments[name];
  const folder = join(tmpdir(), `crate-run-python-${createHash('sha256').update(packages.join(' ')).digest('hex').slice(0, 12)}`);
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    console.error(`making a Python environment with ${packages.join(', ')}`);
    rmSync(folder, { recursive: true, force: true });
    await expectSuccess(['python3', '-m', 'venv', folder]);
    await expectSuccess([join(folder, 'bin', 'pip'), 'install', '--quiet', ...packages]);
    writeFileSync(ready, '');
  }
  return join(folder, 'bin');
}
