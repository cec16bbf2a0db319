import type { State } from './job-row.ts';
import type { Report } from './report.ts';
import type { StepRow } from './step-row.ts';
import { count, grouped } from './words.ts';

/** `34 jobs of 6 steps, 2 failed, 1 skipped` */
export function jobsInWords({ steps }: Report): string {
  const total = (...states: readonly State[]) =>
    steps.reduce((sum, { counts }) => sum + states.reduce((part, state) => part + (counts[state] ?? 0), 0), 0);
  const others = [
    [total('permanentFail', 'temporaryFail'), 'failed'],
    [total('cancelled'), 'cancelled'],
    [total('unfinished'), 'without an end'],
    [total('skipped'), 'skipped'],
  ] as const;
  const parts = others.flatMap(([number, word]) => (number > 0 ? [`${grouped(number)} ${word}`] : []));
  const jobs = steps.reduce((sum, step) => sum + step.jobs, 0);
  return [`${count(jobs, 'job')} of ${count(steps.length, 'step')}`, ...parts].join(', ');
}

/** `40 success, 2 skipped, 1 tried again` */
export function countsInWords({ jobs, counts, retries }: StepRow): string {
  if (jobs === 0) return 'not reached';
  const states = Object.entries(counts).map(([state, number]) => `${grouped(number)} ${state}`);
  return [...states, ...(retries > 0 ? [`${grouped(retries)} tried again`] : [])].join(', ');
}
