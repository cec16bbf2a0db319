import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';

/** Carries jobs out. */
export interface Runner {
  /**
   * Carries out a job: makes its folders, stages, runs the command, and says what came of it. `folder` gets the logs of
   * streams that the job does not redirect, and is made when there is one. How the job ends is in the answer; it throws
   * DATA_WRITE or DATA_NOT_FOUND when the job cannot be set up.
   */
  run(spec: JobSpec, folder: string, signal: AbortSignal): Promise<Execution>;
  /** Takes away what nobody needs once the outputs of a job were found: its logs stay, and its output folder if `hasOutputs`. */
  clear(spec: JobSpec, hasOutputs: boolean): void;
  /** To be called when no job runs any more. */
  close(): void | Promise<void>;
}
