import type { JobStatus } from '../../job/outcome.ts';

const completed = 'http://schema.org/CompletedActionStatus';
const failed = 'http://schema.org/FailedActionStatus';

/** How an action ended, and why if it failed. An action whose end the log does not know was cut short. */
export function statusFacts(status: JobStatus | undefined, error: string | undefined): Record<string, string> {
  if (status === 'success') return { actionStatus: completed };
  return { actionStatus: failed, error: error ?? (status === undefined ? 'The run was cut short.' : `Ended with ${status}.`) };
}
