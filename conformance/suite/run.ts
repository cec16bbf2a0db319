import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { quote } from '../../src/base/shell.ts';
import { capture } from '../lib/capture.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { crateRun } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { readJunit, type SuiteTest } from './junit.ts';

/** What a run of a suite is given beside its folder. */
export interface SuiteOptions {
  /** How many tests run at once. */
  readonly jobs: number;
  /** Passed on to crate-run. */
  readonly options: readonly string[];
  /** Added to the environment of crate-run. */
  readonly env: Readonly<Record<string, string>>;
}

/** Drives crate-run through every test of a suite with cwltest. */
export async function runSuite(path: string, { jobs, options, env: added }: SuiteOptions): Promise<readonly SuiteTest[]> {
  const programs = await pythonEnvironment('cwl');
  return withScratch(async (scratch) => {
    const runner = join(scratch, 'crate-run');
    writeFileSync(runner, `#!/bin/sh\nexec ${crateRun.map(quote).join(' ')} "$@"\n`);
    chmodSync(runner, 0o755);
    const report = join(scratch, 'junit.xml');
    // A test of the suite leaves a file in the temporary folder, which would let it pass wrongly the next time.
    const temporary = join(scratch, 'tmp');
    mkdirSync(temporary);
    const command = ['--test', join(path, 'conformance_tests.yaml'), '--tool', runner, '-j', String(jobs), '--junit-xml', report];
    // The tests call `python`, which the environment has whatever the system calls it.
    const env = { ...added, TMPDIR: temporary, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` };
    await capture([join(programs, 'cwltest'), ...command, '--', ...options], { cwd: scratch, env, showStderr: true });
    return readJunit(readFileSync(report, 'utf8'));
  });
}
