import type { ResolvedImage } from '../job/container.ts';
import type { Resources } from '../job/jobspec.ts';
import type { JobStatus, Usage } from '../job/outcome.ts';

/** Version of the event format. */
export const eventVersion = 1;

/**
 * A value as the log holds it: JSON whose Files and Directories follow CWL. Kept open here so that the log knows
 * no CWL; `language/model/value.ts` gives the exact shape.
 */
export type LoggedValue = unknown;

/**
 * Names a job for ever: the path of its step and its tag, `/align/sort@0.3`. The path of the whole workflow is empty,
 * so the run itself is job `@0`. A scatter adds one number to the tag (nested_crossproduct: one for each dimension), a
 * loop the number of the iteration, from 0.
 */
export type JobName = string;

/**
 * Names a token for ever: its port and its tag. The port of an output is `/align/sort/bam`, that of an input
 * `/align/sort#reads`; those of the whole workflow are `/bam` and `#reads`: `/bam@0`, `#reads@0`.
 */
export type TokenName = string;

/** The facts of the run as a whole. */
export interface RunStarted {
  readonly type: 'run.started';
  /** Version 4 UUID. */
  readonly run: string;
  readonly command: readonly string[];
  readonly engine: { readonly name: string; readonly version: string; readonly url: string; readonly runtime: string };
  /** Absent when nobody said who runs this. */
  readonly agent?: {
    readonly name?: string;
    readonly email?: string;
    readonly orcid?: string;
    readonly affiliation?: string;
    readonly ror?: string;
  };
  /** Licence of the crate, as the user gave it: an SPDX id or a URL. */
  readonly license?: string;
}

/** The process that will run: its packed form, from which the plan can be compiled again, and where it came from. */
export interface DocumentLoaded {
  readonly type: 'document.loaded';
  /** What the user named. */
  readonly location: string;
  /** The packed document: `{cwlVersion, $graph: [...]}` with `#main`, as JSON. */
  readonly packed: LoggedValue;
  /** Whether `#main` is a one-step workflow that the engine put around a bare tool. */
  readonly wrapped: boolean;
  /** Every file that the document was read from, the named one first; `path` is where its copy goes below `workflow/`. */
  readonly sources: readonly {
    readonly location: string;
    readonly path: string;
    readonly size: number;
    readonly sha256: string;
  }[];
  /** The input object as given, before defaults; Files with absolute locations. */
  readonly inputs: LoggedValue;
}

/** A place where jobs run. */
export interface LocationDescribed {
  readonly type: 'location.described';
  readonly location: string;
  readonly hostname: string;
  readonly os: string;
  readonly kernel: string;
  readonly architecture: string;
  readonly cpu?: string;
  readonly cores: number;
  readonly memoryMiB: number;
}

/** The identity of the bytes at a location, read once. */
export interface FileDescribed {
  readonly type: 'file.described';
  readonly location: string;
  readonly size: number;
  readonly sha1: string;
  readonly sha256: string;
}

/** The bytes at a location hold a secret of the run: they do not travel, and no digest of them is told, for it could be guessed from. */
export interface FileWithheld {
  readonly type: 'file.withheld';
  readonly location: string;
  readonly size: number;
}

/**
 * A value came to stand on a port. `from` are the tokens that it derives from, in order; `job` the job that made it
 * (absent for values given to the run and values that the engine only split, merged or gathered).
 */
export interface TokenProduced {
  readonly type: 'token.produced';
  readonly token: TokenName;
  readonly port: string;
  readonly tag: string;
  readonly value: LoggedValue;
  readonly from: readonly TokenName[];
  readonly job?: JobName;
  /** Absent: the value is that of its one `from`, or a plain merge of several. */
  readonly how?: 'given' | 'default' | 'scattered' | 'merged' | 'gathered' | 'evaluated' | 'produced';
}

/** One firing of a step, with the token that each input of its process got. */
export interface JobCreated {
  readonly type: 'job.created';
  readonly job: JobName;
  /** Path of the step, `/align/sort`. */
  readonly step: string;
  readonly tag: string;
  /** Id of the process in the packed document. */
  readonly process: string;
  /** The job of the workflow that the step belongs to; `@0` at the top. */
  readonly parent: JobName;
  readonly inputs: Readonly<Record<string, TokenName>>;
  /** Position in the scatter, outermost first; absent when the step is not scattered. */
  readonly scatterIndex?: readonly number[];
}

/** `when` said no; of a loop: no further iteration. */
export interface JobSkipped extends Omit<JobCreated, 'type'> {
  readonly type: 'job.skipped';
  readonly when: string;
}

/** A container engine has the image that jobs asked for; once for each answer that a run gets. */
export interface ImageResolved extends ResolvedImage {
  readonly type: 'image.resolved';
}

/** Software that a process asks for was found; once for each answer that a run gets. */
export interface SoftwareResolved {
  readonly type: 'software.resolved';
  /** Names the answer in this log: `module:samtools/1.9`. */
  readonly id: string;
  readonly requested: { readonly package: string; readonly version?: readonly string[]; readonly specs?: readonly string[] };
  /** An environment module, a conda package, or a program on the PATH, whose version nobody checked. */
  readonly by: 'module' | 'conda' | 'path';
  /** What it is called there. */
  readonly name: string;
  readonly version?: string;
  /** The file of the module, the folder of the conda environment, or the program. */
  readonly path?: string;
}

export interface JobScheduled {
  readonly type: 'job.scheduled';
  readonly job: JobName;
  /** Counts from 1. */
  readonly attempt: number;
  readonly location: string;
  readonly resources: Resources;
}

export interface JobStarted {
  readonly type: 'job.started';
  readonly job: JobName;
  readonly attempt: number;
  /** Absent for jobs without a command: workflows and expression tools. */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Names of the variables that the document itself asked for. */
  readonly requestedVariables?: readonly string[];
  readonly workingDirectory?: string;
  readonly stdin?: string;
  readonly timeLimit?: number;
  /** `image` is the `id` of an `image.resolved`, `requested` the name that this job asked for. */
  readonly container?: { readonly requested: string; readonly image: string; readonly network: boolean };
  /** `id` of each `software.resolved` that the job uses. */
  readonly software?: readonly string[];
}

/** An attempt that came to nothing through no fault of the job, which goes on with the next attempt. */
export interface JobRetried {
  readonly type: 'job.retried';
  readonly job: JobName;
  /** The attempt that failed. */
  readonly attempt: number;
  readonly start: string;
  readonly end: string;
  readonly error: { readonly code: string; readonly message: string };
}

/** `start` and `end` are those of the command, ISO 8601 with milliseconds. Outputs are tokens with this job's name. */
export interface JobEnded {
  readonly type: 'job.ended';
  readonly job: JobName;
  readonly attempt: number;
  readonly status: JobStatus;
  readonly start: string;
  readonly end: string;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly usage?: Usage;
  /** `file:` URIs of logs; each is described by a `file.described` before. */
  readonly stdoutLog?: string;
  readonly stderrLog?: string;
  /** Logs in which placeholders stand for secrets of the run. */
  readonly redacted?: readonly ('stdout' | 'stderr')[];
  readonly error?: { readonly code: string; readonly message: string };
}

/** Bytes moved or were copied; local links and reads in place are no transfers. */
export interface TransferEnded {
  readonly type: 'transfer.ended';
  readonly from: string;
  readonly to: string;
  readonly route: 'move' | 'copy' | 'download' | 'write';
  readonly bytes: number;
  readonly start: string;
  readonly end: string;
}

/** `outputs` are the tokens of the workflow's outputs, where they were produced. */
export interface RunEnded {
  readonly type: 'run.ended';
  readonly status: JobStatus;
  readonly outputs: Readonly<Record<string, TokenName>>;
  readonly errors: readonly { readonly code: string; readonly message: string; readonly job?: JobName }[];
}

/** Everything that can happen. */
export type Fact =
  | RunStarted
  | DocumentLoaded
  | LocationDescribed
  | FileDescribed
  | FileWithheld
  | TokenProduced
  | JobCreated
  | JobSkipped
  | ImageResolved
  | SoftwareResolved
  | JobScheduled
  | JobStarted
  | JobRetried
  | JobEnded
  | TransferEnded
  | RunEnded;

/** A fact as the log holds it: numbered without gaps from 1, with the time it was written down. */
export type Event = Fact & { readonly v: typeof eventVersion; readonly seq: number; readonly at: string };
