import type { JobStatus } from '../job/outcome.ts';
import type { Attempt, Job, Ledger } from './ledger.ts';

/** When an attempt was under way, and how it ended as far as the log knows. */
export interface Course {
  readonly start: string;
  readonly end: string;
  readonly status: JobStatus | undefined;
  /** Why it did not go well. */
  readonly error: string | undefined;
}

/** The course of an attempt. One after which the job was tried again ended, too: in nothing. */
export function courseOf({ endTime }: Ledger, { created }: Job, { scheduled, started, retried, ended }: Attempt): Course {
  const over = ended ?? retried;
  return {
    start: over?.start ?? started?.at ?? scheduled?.at ?? created.at,
    end: over?.end ?? endTime,
    status: ended?.status,
    error:
      over?.error?.message ??
      (ended?.signal !== undefined ? `Killed by ${ended.signal}.` : undefined) ??
      (ended?.exitCode !== undefined ? `Exit code ${ended.exitCode}.` : undefined),
  };
}
