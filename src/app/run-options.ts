import type { DialectName } from '../record/crate/dialect.ts';
import type { Diagnostic } from '../base/error.ts';
import type { Event, RunStarted } from '../event/event.ts';
import type { JobStatus } from '../job/outcome.ts';
import type { CwlObject } from '../language/model/value.ts';
import type { ContainerOptions } from './containers.ts';
import type { Failure } from './failure.ts';
import type { Topology } from '../topology/topology.ts';
import type { SiteOptions } from './site.ts';

/** How a run is wanted. */
export interface RunOptions {
  readonly outdir: string;
  /** Where the crate goes, if one is wanted. */
  readonly crate?: string;
  readonly tmpdirPrefix?: string;
  /** Seconds that one expression may take. */
  readonly evalTimeout: number;
  readonly agent?: RunStarted['agent'];
  readonly license?: string;
  /** Version of the profiles that the crate follows. */
  readonly crateProfile?: DialectName;
  /** Keep the folder of the run, with all that jobs left. */
  readonly keep?: boolean;
  /** Start nothing more once a job has failed; otherwise what does not depend on it goes on. */
  readonly stopOnError?: boolean;
  /** Names of variables of the user that jobs on this machine see. */
  readonly preserve?: readonly string[];
  /** Formats are the same or do not fit: the ontologies of `$schemas` are not read. */
  readonly skipSchemas?: boolean;
  /** The command line of the user. */
  readonly command: readonly string[];
  readonly signal: AbortSignal;
  readonly containers: ContainerOptions;
  readonly site?: SiteOptions;
  /** What a file of StreamFlow says of where steps run. */
  readonly topology?: Topology;
  /** Is told what the user should know but can go on with. */
  warn(warning: Diagnostic): void;
  /** Is told what is under way with container images, in short lines. */
  progress(message: string): void;
  /** Is told every event once it is in the log. */
  watch(event: Event): void;
}

/** How a run went. */
export interface RunResult {
  readonly status: JobStatus;
  readonly outputs: CwlObject;
  readonly failures: readonly Failure[];
  /** The crate that was written. */
  readonly crate?: string;
  /** The folder of the run, when something in it may still be needed. */
  readonly kept?: string;
}
