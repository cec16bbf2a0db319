import { quote } from '../../base/shell.ts';
import type { JobName } from '../../event/event.ts';
import type { JobStatus } from '../../job/outcome.ts';
import { courseOf } from '../course.ts';
import { imageOf, type Attempt, type Job, type Ledger } from '../ledger.ts';
import { jobLabel, type Outline } from '../outline.ts';

/** How a job or an attempt stands: as it ended, `lost` when it was tried again, `unfinished` when the log knows no end. */
export type State = JobStatus | 'lost' | 'unfinished';

/** One attempt of a job, or a job that was skipped, on one line. */
export interface JobRow {
  readonly job: JobName;
  /** The step with the position in a scatter or loop: `align[2]`. */
  readonly label: string;
  readonly step: string;
  /** Counts from 1; absent for a job that was skipped. */
  readonly attempt?: number | undefined;
  readonly state: State;
  /** Absent for what runs within the engine, and for jobs that got no place. */
  readonly location?: string | undefined;
  /** ISO 8601. */
  readonly start: string;
  readonly end: string;
  readonly seconds: number;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly cpuSeconds?: number | undefined;
  /** Largest memory of any one process. */
  readonly peakMemoryKiB?: number | undefined;
  /** As a line for a shell. */
  readonly command?: string | undefined;
  /** The image as it was asked for. */
  readonly image?: string | undefined;
  /** The job as its queue manager knows it: `slurm 4711`. */
  readonly scheduler?: string | undefined;
  /** What stopped it, or the condition that skipped it. */
  readonly why?: string | undefined;
  /** URIs of what it wrote. */
  readonly stdoutLog?: string | undefined;
  readonly stderrLog?: string | undefined;
}

/** Every attempt of every job that runs something itself, in the order of the log; jobs that were skipped come last. */
export function jobRows(ledger: Ledger, outline: Outline): readonly JobRow[] {
  const rows: JobRow[] = [];
  for (const job of ledger.jobs.values()) {
    if (outline.processes.get(job.created.process)?.class === 'Workflow') continue;
    job.attempts.forEach((attempt) => rows.push(attemptRow(ledger, outline, job, attempt)));
  }
  for (const skipped of ledger.skipped) {
    const { job, step, when, at } = skipped;
    const label = jobLabel(outline, skipped);
    rows.push({ job, label, step, state: 'skipped', start: at, end: at, seconds: 0, why: when });
  }
  return rows;
}

/** How a job stands, by its last attempt. */
export function stateOf({ attempts }: Job): State {
  return attempts.at(-1)?.ended?.status ?? 'unfinished';
}

function attemptRow(ledger: Ledger, outline: Outline, job: Job, attempt: Attempt): JobRow {
  const { created } = job;
  const { scheduled, started, retried, ended } = attempt;
  const { start, end, error } = courseOf(ledger, job, attempt);
  const state = ended?.status ?? (retried ? 'lost' : 'unfinished');
  const queue = ended?.scheduler ?? retried?.scheduler;
  return {
    job: created.job,
    label: jobLabel(outline, created),
    step: created.step,
    attempt: attempt.number,
    state,
    location: ended?.host ?? scheduled?.location,
    start,
    end,
    seconds: Math.max(0, (Date.parse(end) - Date.parse(start)) / 1000),
    exitCode: ended?.exitCode,
    signal: ended?.signal,
    cpuSeconds: ended?.usage?.cpuSeconds,
    peakMemoryKiB: ended?.usage?.peakMemoryKiB,
    command: started?.command?.map(quote).join(' '),
    image: imageOf(ledger, attempt)?.requested,
    scheduler: queue && `${queue.name} ${queue.id}`,
    why: state === 'success' ? undefined : error,
    stdoutLog: ended?.stdoutLog,
    stderrLog: ended?.stderrLog,
  };
}
