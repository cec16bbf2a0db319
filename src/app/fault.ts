import { CrateRunError } from '../base/error.ts';
import type { JobName } from '../event/event.ts';
import { endedWithoutRunning, failureOf } from './failure.ts';
import type { RunContext } from './run-context.ts';

/** Writes down that an attempt ended because something was thrown. Throws LOG_WRITE again: then nothing can be written down. */
export function endWithFault(run: RunContext, job: JobName, attempt: number, thrown: unknown): void {
  if (thrown instanceof CrateRunError && thrown.code === 'LOG_WRITE') throw thrown;
  const failure = failureOf(job, thrown);
  if (failure.code !== 'RUN_CANCELLED') run.fail(failure);
  run.record([endedWithoutRunning(failure, attempt)]);
}
