import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { engineEnv } from '../bed/docker.ts';
import { capture } from '../lib/capture.ts';
import { crateRun } from '../lib/places.ts';
import type { JudgedFixture } from './cases.ts';

const person = ['--full-name', 'Josiah Carberry', '--orcid', '0000-0002-1825-0097'];
const institution = ['--affiliation', 'Brown University', '--ror', '05gq02987'];

/** Options without which the validator finds a crate wanting: who runs, where, and under which licence. */
export const attribution: readonly string[] = ['--license', 'Apache-2.0', ...person, ...institution];

/**
 * Runs a fixture, in containers of the bed where there is one, and gives the path of its crate. Throws when the run does
 * not end as it should or leaves no crate.
 */
export async function makeCrate(fixture: JudgedFixture, scratch: string, hasBed: boolean): Promise<string> {
  const crate = join(scratch, `${fixture.name}.crate.zip`);
  const outdir = join(scratch, fixture.name);
  mkdirSync(outdir);
  const options = ['-o', crate, '--outdir', outdir, '--quiet', ...attribution];
  const place = hasBed ? [] : ['--no-container'];
  const ended = await capture([...crateRun, fixture.workflow, fixture.job, ...options, ...place], {
    env: hasBed ? engineEnv : {},
  });
  if (ended.exitCode !== fixture.exitCode) {
    throw new Error(`crate-run ended with ${ended.exitCode ?? 'a signal'} instead of ${fixture.exitCode}\n${ended.stderr}`);
  }
  if (!existsSync(crate)) throw new Error('crate-run left no crate');
  return crate;
}
