import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseDocument } from 'yaml';
import { attribution } from '../judges/make-crate.ts';
import { capture } from '../lib/capture.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { crateRun } from '../lib/places.ts';
import type { Subject } from './subjects.ts';

interface Test {
  readonly id: string;
  readonly tool: string;
  readonly job?: string;
  readonly should_fail?: boolean;
}

/** Runs the tests of a conformance suite that have to succeed, every nth of them, without containers; gives the crates of those that do. */
export async function suiteCrates(suite: string, every: number, scratch: string): Promise<readonly Subject[]> {
  // The file of v1.2 indents some lists less than YAML wants; that leaves what it says clear.
  const tests = parseDocument(readFileSync(join(suite, 'conformance_tests.yaml'), 'utf8')).toJS() as readonly Test[];
  const chosen = tests.filter(({ should_fail: fails, id }, at) => fails !== true && id !== '' && at % every === 0);
  const subjects: Subject[] = [];
  const queue = chosen.values();
  const programs = await pythonEnvironment('cwl');
  const env = { PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` };
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const { id, tool, job } of queue) {
        const outdir = join(scratch, id);
        const path = `${outdir}.crate.zip`;
        mkdirSync(outdir);
        const words = [tool, ...(job === undefined ? [] : [job])].map((word) => join(suite, word));
        const options = ['--no-container', '--quiet', '-o', path, '--outdir', outdir, ...attribution];
        const { exitCode } = await capture([...crateRun, 'run', ...options, ...words], { env, limit: 120 });
        if (exitCode === 0 && existsSync(path)) subjects.push({ name: id, path, metadata: false });
      }
    }),
  );
  return subjects.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
