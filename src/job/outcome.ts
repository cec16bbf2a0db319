/** How a job ends, in CWL's words and two of the engine's. */
export type JobStatus = 'success' | 'temporaryFail' | 'permanentFail' | 'skipped' | 'cancelled';

/** What came back from one attempt: success and failure have the same fields. */
export interface Execution {
  /** Absent when the program could not be started or was killed by a signal. */
  readonly exitCode?: number;
  readonly signal?: string;
  /** Why there is no exit code, or why it does not count. `lost`: what carried the job went away, not the job's fault. */
  readonly problem?: 'not-started' | 'time-limit' | 'cancelled' | 'out-of-memory' | 'lost';
  /** ISO 8601 with milliseconds and offset `+00:00`. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly usage?: Usage;
  /** Logs of streams that the tool did not redirect; absent when nothing was written. */
  readonly stdoutLog?: string;
  readonly stderrLog?: string;
  /** The end of what the job wrote to stderr, wherever it went: at most 2 KiB. */
  readonly stderrTail: string;
  /** What a queue manager says of the job. */
  readonly scheduler?: SchedulerRecord;
}

/** A job as its queue manager knows it; times are the scheduler's own, ISO 8601. */
export interface SchedulerRecord {
  /** `slurm`, `gridengine`, `pbs`, `hyperqueue` */
  readonly name: string;
  readonly id: string;
  readonly queue?: string;
  /** Where it ran, as the scheduler writes it: `node[01-03]`. */
  readonly nodes?: string;
  readonly submitted?: string;
  readonly started?: string;
  readonly ended?: string;
}

/** Resource use of a job and all its processes. */
export interface Usage {
  /** `counted` by the operating system when the processes ended, or `sampled` now and then: then the figures are lower bounds. */
  readonly measured: 'counted' | 'sampled';
  readonly cpuSeconds: number;
  /** Largest resident set of any one process of the job; in a container the largest use of all of them together. */
  readonly peakMemoryKiB: number;
}
