import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CrateRunError } from '../base/error.ts';
import type { Event } from '../event/event.ts';
import { reasonOf } from '../execution/data/fault.ts';
import { makeFolder } from '../execution/data/make-folder.ts';

/**
 * Keeps what jobs wrote to stdout and stderr, where no output of theirs has it: `align.sort@0.3.stderr.log`. To be told
 * every event. Throws USAGE_OUTPUT.
 */
export function keepLogs(folder: string): (event: Event) => void {
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (thrown) {
      throw new CrateRunError('USAGE_OUTPUT', `${folder} cannot be written: ${reasonOf(thrown)}`, { cause: thrown });
    }
  };
  attempt(() => makeFolder(folder));
  return (event) => {
    if (event.type !== 'job.ended') return;
    const name = event.job.slice(1).replaceAll('/', '.');
    for (const stream of ['stdout', 'stderr'] as const) {
      const log = event[`${stream}Log`];
      if (log !== undefined) attempt(() => copyFileSync(fileURLToPath(log), join(folder, `${name}.${stream}.log`)));
    }
  };
}
