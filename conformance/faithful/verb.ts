import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { bedIsUp } from '../bed/state.ts';
import { needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { inContainers } from './containers.ts';
import { local } from './local.ts';

/** `faithful`: holds what crates tell to what others saw of the runs. False when they disagree. */
export async function faithful(): Promise<boolean> {
  needBuild();
  const hasBed = await bedIsUp();
  if (!hasBed) console.error('left out what needs the bed: run `npm run conformance -- bed up` first');
  const checks = [
    { name: 'strace of a run on this machine', check: local },
    ...(hasBed ? [{ name: 'events of the container engine', check: inContainers }] : []),
  ];
  let failed = 0;
  await withScratch(async (scratch) => {
    for (const [index, { name, check }] of checks.entries()) {
      const folder = join(scratch, String(index));
      mkdirSync(folder);
      const complaints = await check(folder);
      if (complaints.length > 0) failed += 1;
      console.log(`${complaints.length > 0 ? 'FAILED ' : 'ok     '}  ${name}`);
      for (const line of complaints) console.log(`           ${line}`);
    }
  });
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
