import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bedIsUp } from '../bed/state.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { table } from '../lib/table.ts';
import { benchCases } from './cases.ts';
import { measureContainers } from './containers.ts';
import { measure, type Times } from './measure.ts';

const inContainer = 'a job in a container';

/**
 * `bench [--rounds N] [--only WORDS] [--full] [--json FILE]`: crate-run beside cwltool and beside a bare loop, in one
 * run, medians in seconds. `--full` also measures cwltool where it needs minutes. When the bed is up, also a job in a
 * container beside a bare `docker run`. False when crate-run needs more than half of cwltool's time anywhere, or more
 * than 1.1 times that of `docker run`.
 */
export async function bench(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      full: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  needBuild();
  const cwltool = join(await pythonEnvironment('cwl'), 'cwltool');
  const results: { name: string; times: Times }[] = [];
  await withScratch(async (scratch) => {
    for (const measured of benchCases().filter(({ name }) => name.includes(values.only))) {
      console.error(measured.name);
      results.push({ name: measured.name, times: await measure(measured, Number(values.rounds), cwltool, values.full, scratch) });
    }
    if (!inContainer.includes(values.only)) return;
    if (await bedIsUp()) {
      console.error(inContainer);
      results.push({ name: inContainer, times: { ...(await measureContainers(scratch)), noCrate: [], cwltool: [] } });
    } else console.error(`skipped ${inContainer}: the bed is not up`);
  });
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
  const heads = ['case', 'crate-run', 'no crate', 'cwltool', 'of cwltool', 'bare loop', 'of the loop'];
  console.log(`${machine}, medians of ${values.rounds} rounds, seconds from start to crate\n`);
  console.log(
    table(
      heads,
      results.map(({ name, times }) => [name, ...cells(times)]),
    ),
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
  return results.every(({ name, times }) => {
    if (name === inContainer) return median(times.crate) <= 1.1 * median(times.limit);
    return times.cwltool.length === 0 || median(times.crate) <= median(times.cwltool) / 2;
  });
}

function cells(times: Times): string[] {
  const seconds = (list: readonly number[]) => (list.length === 0 ? '' : median(list).toFixed(2));
  const ratio = (list: readonly number[]) => (list.length === 0 ? '' : `${(median(times.crate) / median(list)).toFixed(2)} ×`);
  return [
    seconds(times.crate),
    seconds(times.noCrate),
    seconds(times.cwltool),
    ratio(times.cwltool),
    seconds(times.limit),
    ratio(times.limit),
  ];
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return ((sorted[middle] ?? 0) + (sorted[sorted.length - 1 - middle] ?? 0)) / 2;
}
