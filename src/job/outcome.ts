import type { FolderEntry } from './folder.ts';

/** How a job ends, in CWL's words and two of the engine's. */
export type JobStatus = 'success' | 'temporaryFail' | 'permanentFail' | 'skipped' | 'cancelled';

/** What came back from one attempt: success and failure have the same fields. */
export interface Execution {
  /** Absent when the program could not be started or was killed by a signal. */
  readonly exitCode?: number;
  readonly signal?: string;
  /**
   * Why there is no exit code, or why it does not count. `lost`: what carried the job went away, not the job's fault;
   * `refused`: a queue manager did not take it.
   */
  readonly problem?: 'not-started' | 'time-limit' | 'cancelled' | 'out-of-memory' | 'lost' | 'refused';
  /** ISO 8601 with milliseconds and offset `+00:00`. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly usage?: Usage;
  /** Logs of streams that the tool did not redirect; absent when nothing was written. */
  readonly stdoutLog?: string;
  readonly stderrLog?: string;
  /** The end of what the job wrote to stderr, wherever it went: at most 2 KiB. */
  readonly stderrTail: string;
  /** What is known of a loss. */
  readonly lostBecause?: string;
  /** What a queue manager says of the job. */
  readonly scheduler?: SchedulerRecord;
  /** What is in the output folder, where that is not on this machine. */
  readonly outputs?: readonly FolderEntry[];
  /** The machine that ran the job, where a queue manager chose it. */
  readonly host?: Host;
}

/** A machine as it describes itself. */
export interface Host {
  readonly hostname: string;
  /** Name and version of the operating system: `Debian GNU/Linux 12 (bookworm)`. */
  readonly os: string;
  readonly kernel: string;
  readonly architecture: string;
  /** Absent when the machine does not name it. */
  readonly cpu?: string;
  readonly cores: number;
  readonly memoryMiB: number;
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
