import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/base/error.ts';
import { needBed } from '../bed/state.ts';
import { needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { everywhere } from './everywhere.ts';
import { changedHostKey, cutInCommand, cutInTransfer, fullDisk, silentHost, wrongKey } from './link-faults.ts';
import { manyJobs } from './many-jobs.ts';
import { portBindings } from './port-bindings.ts';
import {
  cancelledPending,
  cancelledRunning,
  controllerRestarted,
  nodeDaemonKilled,
  nodeLost,
  overMemory,
  overTime,
} from './slurm-faults.ts';
import { constructs, hybridExample } from './streamflow-files.ts';

const runs = [everywhere, hybridExample, constructs, portBindings];
const slurm = [cancelledRunning, cancelledPending, overMemory, overTime, nodeDaemonKilled, nodeLost, controllerRestarted];
const links = [cutInTransfer, cutInCommand, fullDisk, changedHostKey, wrongKey, silentHost];

/** `hybrid [--full] [WORDS]`: tries on the bed what crate-run promises about runs over several places. False when it breaks one. */
export async function hybrid(words: readonly string[]): Promise<boolean> {
  const options = { full: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [only] = positionals;
  needBuild();
  await needBed();
  let failed = 0;
  const chosen = [...runs, ...slurm, ...links, manyJobs].filter(({ name, isLong }) =>
    only === undefined ? values.full || isLong !== true : name.includes(only),
  );
  await withScratch(async (scratch) => {
    for (const [index, check] of chosen.entries()) {
      const folder = join(scratch, String(index));
      mkdirSync(folder);
      const began = Date.now();
      const complaints = await check.try(folder).catch((thrown: unknown) => [messageOf(thrown)]);
      if (complaints.length > 0) failed += 1;
      console.log(
        `${complaints.length > 0 ? 'FAILED ' : 'ok     '}  ${check.name} (${Math.round((Date.now() - began) / 1000)} s)`,
      );
      for (const line of complaints) console.log(`           ${line}`);
    }
  });
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
