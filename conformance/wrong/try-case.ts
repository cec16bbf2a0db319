import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, expectSuccess, type Captured } from '../lib/capture.ts';
import { crateRun, fixtures } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import type { WrongCase } from './case.ts';

/** What crate-run did with wrong input. */
export interface Answer extends Captured {
  /** What is at the crate's place: nothing, a whole ZIP, or something else. */
  readonly crate: 'none' | 'whole' | 'torn';
  /** Names beside the crate and in the output folder that are neither outputs nor the crate: leavings of an unfinished write. */
  readonly leavings: readonly string[];
}

/** Seconds after which an answer comes too late. */
const limit = 20;

/** Runs one case in folders of its own. */
export function tryCase(tried: WrongCase): Promise<Answer> {
  return withScratch(async (scratch) => {
    const own = join(scratch, 'own');
    const results = join(scratch, 'results');
    const temporary = join(scratch, 'tmp');
    for (const folder of [own, results, temporary]) mkdirSync(folder);
    if (tried.diskKiB === undefined) return run(tried, own, results, temporary);
    await expectSuccess(['mount', '-t', 'tmpfs', '-o', `size=${tried.diskKiB}k`, 'tmpfs', own]);
    try {
      return await run(tried, own, results, temporary);
    } finally {
      await expectSuccess(['umount', own]);
    }
  });
}

async function run(tried: WrongCase, own: string, results: string, temporary: string): Promise<Answer> {
  const args = tried.args.map((word) => word.replace(/^@/, own));
  const crate = args.includes('-o') ? (args[args.indexOf('-o') + 1] ?? '') : join(results, 'run.crate.zip');
  const outdir = args.includes('--outdir') ? [] : ['--outdir', results];
  const places = [...outdir, ...(args.includes('-o') ? [] : ['-o', crate])];
  const cwd = join(fixtures, 'wrong');
  const captured = await capture([...crateRun, ...args, ...places, '--quiet'], { cwd, env: { TMPDIR: temporary }, limit });
  const expected = ['run.crate.zip', ...(tried.outputs ?? [])];
  const seen = [...readdirSync(results), ...readdirSync(own), ...readdirSync(temporary)];
  // A run whose crate could not be written is kept on purpose, and the message says where.
  const isSaid = (name: string) => captured.stderr.includes(`kept in ${join(temporary, name)}`);
  return { ...captured, crate: stateOf(crate), leavings: seen.filter((name) => !expected.includes(name) && !isSaid(name)) };
}

/** A ZIP ends with the record of its central directory, which is written last. */
function stateOf(path: string): Answer['crate'] {
  if (!existsSync(path)) return 'none';
  return readFileSync(path).includes('PK\u0005\u0006', -22) ? 'whole' : 'torn';
}
