import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../lib/capture.ts';
import { crateRun, needBuild, shared } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { table } from '../lib/table.ts';

interface Expected {
  /** The level that the results of another run have to reach. */
  readonly rerun?: string;
  readonly compare?: string;
  readonly 'levels 3/2/1/0'?: string;
}

/** `published`: the crates of others end as is expected of them. False otherwise. */
export async function published(): Promise<boolean> {
  needBuild();
  const folder = shared('crates');
  if (folder === undefined) throw new Error('../shared/crates is not there');
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<Record<string, Expected>>;
  const rows: [string, string, boolean][] = [];
  for (const [name, { rerun, ...other }] of Object.entries(expected)) {
    if (rerun !== undefined) rows.push([name, ...(await again(join(folder, name), rerun))]);
    const levels = other['levels 3/2/1/0'];
    if (levels !== undefined)
      rows.push([
        name,
        ...(await onTheirScale(
          name.split(' ').map((one) => join(folder, one)),
          levels,
        )),
      ]);
  }
  for (const name of readdirSync(join(folder, 'metadata-only')))
    rows.push([name, ...(await checked(join(folder, 'metadata-only', name)))]);
  console.log(
    table(
      ['crate', 'ended', 'as expected'],
      rows.map(([name, ended, fine]) => [name, ended, fine ? 'yes' : 'NO']),
    ),
  );
  return rows.every(([, , fine]) => fine);
}

type Ending = [string, boolean];

/** On this machine, as the images that they name are not to be had any more. */
async function again(crate: string, level: string): Promise<Ending> {
  return withScratch(async (scratch) => {
    const copy = join(scratch, 'again');
    const words = ['rerun', crate, '-o', copy, '--outdir', join(scratch, 'out'), '--trust-host', '--quiet'];
    const ran = await capture([...crateRun, ...words], { limit: 60 });
    if (ran.exitCode !== 0) return [`rerun ended with ${ran.exitCode ?? 'a signal'}`, false];
    const compared = await capture([...crateRun, 'compare', crate, copy, '--require', level], { limit: 60 });
    return [compared.exitCode === 0 ? level : `below ${level}`, compared.exitCode === 0];
  });
}

async function onTheirScale(pair: readonly string[], levels: string): Promise<Ending> {
  const { stdout } = await capture([...crateRun, 'compare', ...pair, '--scale', 'tonkaz', '--json'], { limit: 60 });
  const found = (JSON.parse(stdout) as { counts: readonly number[] }).counts.join('/');
  return [found, found === levels];
}

async function checked(crate: string): Promise<Ending> {
  const { exitCode, stdout } = await capture([...crateRun, 'check', crate, '--json'], { limit: 60 });
  const { fixity } = JSON.parse(stdout) as { fixity: { readonly files: number; readonly missing: readonly unknown[] } };
  const fine = (exitCode === 4 || exitCode === 7) && fixity.files === 0 && fixity.missing.length > 0;
  return [`exit code ${exitCode ?? 'none'}, ${fixity.missing.length} files missing`, fine];
}
