import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectSuccess } from '../lib/capture.ts';
import { crateRun } from '../lib/places.ts';
import type { BenchCase } from './cases.ts';

/** Seconds that each contestant took, one figure for each round; empty for those that were not measured. */
export interface Times {
  /** From the start of the program to its end, with the crate. */
  readonly crate: number[];
  readonly noCrate: number[];
  readonly cwltool: number[];
  readonly limit: number[];
}

/** Measures one case: every contestant in turn in each round, so that a busy moment of the machine meets them all. */
export async function measure(
  measured: BenchCase,
  rounds: number,
  cwltool: string,
  full: boolean,
  scratch: string,
): Promise<Times> {
  const folder = mkdtempSync(join(scratch, 'case-'));
  const [main = ''] = Object.keys(measured.documents);
  for (const [name, content] of Object.entries(measured.documents)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  writeFileSync(join(folder, 'job.json'), JSON.stringify(measured.job));
  const documents = [join(folder, main), join(folder, 'job.json')];
  const engine = (command: readonly string[]) => async (outdir: string) => {
    await expectSuccess([...command, '--outdir', join(outdir, 'out'), '--quiet', ...documents], { cwd: outdir });
  };
  const contestants: Readonly<Record<keyof Times, ((outdir: string) => Promise<void>) | undefined>> = {
    crate: engine([...crateRun, '-o', 'run.crate.zip']),
    noCrate: engine(crateRun),
    cwltool: measured.peer === 'always' || full ? engine([cwltool, '--parallel']) : undefined,
    limit: measured.limit,
  };
  const times: Times = { crate: [], noCrate: [], cwltool: [], limit: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(times) as (keyof Times)[]) {
      const run = contestants[name];
      if (run) times[name].push(await timed(run, join(scratch, `${name}-${round}`)));
    }
  }
  return times;
}

async function timed(run: (outdir: string) => Promise<void>, folder: string): Promise<number> {
  mkdirSync(folder);
  const started = process.hrtime.bigint();
  await run(folder);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  rmSync(folder, { recursive: true });
  return seconds;
}
