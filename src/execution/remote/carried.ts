import type { JobSpec } from '../../job/jobspec.ts';
import type { QueueVerdict } from '../connector/queue.ts';
import type { Brought } from './bring-back.ts';
import type { JobPlace, JobProgram } from './job-program.ts';

/** A job that is about to be carried out at a location where its inputs are. */
export interface RemoteJob {
  readonly spec: JobSpec;
  /** For its logs, here. */
  readonly folder: string;
  readonly place: JobPlace;
  readonly program: JobProgram;
  /** Where on this machine a path of the location comes from. */
  readonly sourceOf: (place: string) => string | undefined;
}

/** A job that was carried out. */
export interface Carried {
  /** Absent when nothing of it came back. */
  readonly brought?: Brought;
  /** Why not, or what the location complained of. */
  readonly complaint: string;
  readonly verdict?: QueueVerdict;
}
