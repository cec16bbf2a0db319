import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { largeRun, spread } from '../../fixtures/runs/large.ts';
import { simulate } from '../../fixtures/runs/simulate.ts';
import { makeCrate } from '../../src/record/make.ts';
import { attribution } from '../judges/make-crate.ts';
import { capture } from '../lib/capture.ts';
import { crateRun, fixtures } from '../lib/places.ts';

/** Runs of which the page is looked at; each is made into a crate folder. */
export const cases: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  small: (folder) => runFixture('read-quality', folder, 0),
  failed: (folder) => runFixture('failed-step', folder, 1),
  '10,000 jobs': async (folder) => {
    const run = largeRun(20_001, (part) => part === 4321);
    mkdirSync(`${folder}.run`);
    const { events, log } = simulate(run, `${folder}.run`);
    await makeCrate(run.workflow, spread(events, ['local', 'cluster', 'h1'], 32), log, folder);
  },
};

async function runFixture(name: string, crate: string, exitCode: number): Promise<void> {
  const documents = ['workflow.cwl', 'job.yml'].map((file) => join(fixtures, name, file));
  const options = ['-o', crate, '--outdir', `${crate}.out`, '--no-container', '--quiet', ...attribution];
  const ended = await capture([...crateRun, ...documents, ...options]);
  if (ended.exitCode !== exitCode) throw new Error(`crate-run ended with ${ended.exitCode ?? 'a signal'}\n${ended.stderr}`);
}
