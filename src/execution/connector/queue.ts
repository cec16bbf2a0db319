import type { Execution, SchedulerRecord } from '../../job/outcome.ts';

/** A job for a queue manager. */
export interface QueueRequest {
  readonly name: string;
  /** Control folder at the location: has the file `program` and will have `report` when that has ended. */
  readonly folder: string;
  /** What to unpack into that folder. */
  readonly archive: Buffer;
  readonly cores: number;
  /** Absent: as the queue manager likes. */
  readonly memoryMiB?: number;
  /** Seconds that the job's own command may take. */
  readonly timeLimit?: number;
  /** Absolute path of the job's working folder, for templates. */
  readonly workdir: string;
  /** Words of shell that the program is started with: `docker run … image`. */
  readonly around?: string;
}

/** What a queue manager says of a job in the end. */
export interface QueueVerdict {
  readonly record: SchedulerRecord;
  /** Why the job does not count, whatever its program says. */
  readonly problem?: Extract<Execution['problem'], 'cancelled' | 'time-limit' | 'out-of-memory' | 'lost'>;
  readonly signal?: string;
  /** In its own words: `NODE_FAIL`. */
  readonly state: string;
  /** The end of what was written beside the job's own streams: by the template of the script, by the queue manager. */
  readonly said?: string;
}

/** A queue manager at the other end of a connector. */
export interface Queue {
  /**
   * Hands a job in and gives its id; `refused` has the manager's words. Jobs that come at about the same time are handed in
   * with one command. Waits while as many jobs are there as the manager is to have. Throws what `run` throws.
   */
  submit(request: QueueRequest, signal: AbortSignal): Promise<{ readonly id: string } | { readonly refused: string }>;
  /**
   * Waits for the end of a job; one question now and then is for all jobs. When `signal` is aborted the job is cancelled
   * and waited for. Throws CONN_LOST when the location was silent for too long.
   */
  wait(id: string, folder: string, signal: AbortSignal): Promise<void>;
  /** Lines of shell that print what is known of a job, for `judge`. */
  tell(id: string): string;
  judge(id: string, told: string): QueueVerdict;
}
