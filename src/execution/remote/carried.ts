import type { JobSpec } from '../../job/jobspec.ts';
import type { QueueVerdict } from '../connector/queue.ts';
import type { JobPlace, JobProgram } from './job-program.ts';
import type { Returned } from './returned.ts';

/** A job that is about to be carried out at a location where its inputs are. */
export interface RemoteJob {
  readonly spec: JobSpec;
  /** For its logs, here. */
  readonly folder: string;
  readonly place: JobPlace;
  readonly program: JobProgram;
}

/** A job that was carried out. */
export interface Carried {
  /** Absent when nothing of it came back. */
  readonly returned?: Returned;
  /** Why not, or what the location complained of. */
  readonly complaint: string;
  readonly verdict?: QueueVerdict;
  /** The queue manager did not take it. */
  readonly isRefused?: true;
}
