import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../src/base/error.ts';
import { needBed } from '../bed/state.ts';
import { needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { engineRestart } from './engine-restart.ts';
import { interrupted, killed } from './killed.ts';
import { movedTag } from './moved-tag.ts';
import { ordinaryUser } from './ordinary-user.ts';

const checks = [movedTag, killed, interrupted, engineRestart, ordinaryUser];

/** `containers [WORDS]`: tries on the bed what crate-run promises about containers. False when a promise is broken. */
export async function containers([only = '']: readonly string[]): Promise<boolean> {
  needBuild();
  await needBed();
  let failed = 0;
  const chosen = checks.filter(({ name }) => name.includes(only));
  await withScratch(async (scratch) => {
    chmodSync(scratch, 0o755);
    for (const [index, check] of chosen.entries()) {
      const folder = join(scratch, String(index));
      mkdirSync(folder);
      const complaints = await check.try(folder).catch((thrown: unknown) => [messageOf(thrown)]);
      if (complaints.length > 0) failed += 1;
      console.log(`${complaints.length > 0 ? 'FAILED ' : 'ok     '}  ${check.name}`);
      for (const line of complaints) console.log(`           ${line}`);
    }
  });
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
