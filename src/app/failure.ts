import type { JobEnded, JobName } from '../event/event.ts';
import { timestamp } from '../base/clock.ts';
import { CrateRunError, messageOf } from '../base/error.ts';
import type { ErrorCode } from '../base/catalogue.ts';
import type { Span } from '../base/span.ts';

/** Why a job failed, as the user is told. */
export interface Failure {
  readonly job: JobName;
  readonly code: ErrorCode;
  readonly message: string;
  readonly span?: Span | undefined;
  /** The end of what the job wrote to stderr; empty when it wrote nothing or never started. */
  readonly stderr: string;
}

/** What a failure looks like when anything was thrown while a job was prepared or its outputs were read. */
export function failureOf(job: JobName, thrown: unknown, stderr = ''): Failure {
  return thrown instanceof CrateRunError
    ? { job, code: thrown.code, message: thrown.message, span: thrown.span, stderr }
    : { job, code: 'INTERNAL', message: messageOf(thrown), stderr };
}

/** The event of a job that never came to run. */
export function endedWithoutRunning(failure: Failure, attempt = 1): JobEnded {
  const now = timestamp();
  const error = { code: failure.code, message: failure.message };
  const status = failure.code === 'RUN_CANCELLED' ? 'cancelled' : 'permanentFail';
  return { type: 'job.ended', job: failure.job, attempt, status, start: now, end: now, error };
}
