import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../lib/capture.ts';
import { crateRun } from '../lib/places.ts';
import type { JudgedFixture } from './cases.ts';

const person = ['--full-name', 'Josiah Carberry', '--orcid', '0000-0002-1825-0097'];
const institution = ['--affiliation', 'Brown University', '--ror', '05gq02987'];

/** Runs a fixture and gives the path of its crate. Throws when the run does not end as it should or leaves no crate. */
export async function makeCrate(fixture: JudgedFixture, scratch: string): Promise<string> {
  const crate = join(scratch, `${fixture.name}.crate.zip`);
  const outdir = join(scratch, fixture.name);
  mkdirSync(outdir);
  const options = ['-o', crate, '--outdir', outdir, '--quiet', '--license', 'Apache-2.0', ...person, ...institution];
  const ended = await capture([...crateRun, fixture.workflow, fixture.job, ...options]);
  if (ended.exitCode !== fixture.exitCode) {
    throw new Error(`crate-run ended with ${ended.exitCode ?? 'a signal'} instead of ${fixture.exitCode}\n${ended.stderr}`);
  }
  if (!existsSync(crate)) throw new Error('crate-run left no crate');
  return crate;
}
