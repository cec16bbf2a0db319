import type { ImageRequest, ResolvedImage } from '../../../job/container.ts';
import type { JobSpec } from '../../../job/jobspec.ts';
import type { Execution } from '../../../job/outcome.ts';
import type { ContainerSettings } from '../engine.ts';
import type { Mount } from '../mounts.ts';

/** A job for an engine that is run as a program. */
export interface CommandJob {
  readonly spec: JobSpec;
  readonly mounts: readonly Mount[];
  /** What the engine calls the image: an id, or the path of a file. */
  readonly image: string;
  /** Name of the container, for engines that have names. */
  readonly name: string;
  /** `name=value`, that all containers of the run bear. */
  readonly label: string;
  readonly settings: ContainerSettings;
  readonly user: { readonly uid: number; readonly gid: number };
}

/** A command to start in place of that of the job, and what to add to the environment of this process for it. */
export interface Invocation {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** An image, and what the engine calls it. */
export interface CommandImage {
  readonly resolved: Omit<ResolvedImage, 'requested' | 'engine'>;
  readonly handle: string;
}

/** What it takes to get images with a program. */
export interface ImageShop {
  readonly program: string;
  readonly settings: ContainerSettings;
  /** A folder for files in between. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** How one engine is spoken to by command line. */
export interface Dialect {
  readonly name: string;
  /** Whether the processes of a job descend from the command, so that what it used can be measured. */
  readonly isParent: boolean;
  invoke(program: string, job: CommandJob): Invocation;
  getImage(request: ImageRequest, shop: ImageShop): Promise<CommandImage>;
  /** Finds out from the end of a command whether it was the engine that failed, not the job. */
  judge?(execution: Execution, program: string): Execution;
  /** For containers that outlive the command: arguments that list those with a label, and that remove those named after them. */
  readonly cleanup?: { listing(label: string): readonly string[]; readonly removal: readonly string[] };
}
