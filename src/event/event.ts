import type { ResolvedImage } from '../job/container.ts';
import type { Resources } from '../job/jobspec.ts';
import type { JobStatus, SchedulerRecord, Usage } from '../job/outcome.ts';

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

/** The file that says where steps run (StreamFlow's), as far as it concerns this run. */
export interface TopologyLoaded {
  readonly type: 'topology.loaded';
  readonly location: string;
  readonly size: number;
  readonly sha256: string;
  readonly deployments: readonly {
    readonly name: string;
    /** Its type in the file: `ssh`, `slurm`, `docker`. */
    readonly connector: string;
    /** Name of the deployment that it stands upon; absent: this machine. */
    readonly wraps?: string;
    readonly external: boolean;
    readonly services: readonly string[];
  }[];
  /** Of steps, and of inputs whose data is somewhere already. */
  readonly bindings: readonly {
    /** `/align/sort`, `/` for the whole workflow; `/reads` of an input. */
    readonly path: string;
    readonly of: 'step' | 'port';
    readonly targets: readonly {
      readonly deployment: string;
      readonly service?: string;
      readonly locations: number;
      readonly workdir?: string;
    }[];
    readonly filters: readonly string[];
  }[];
}

/** An environment of the file of locations can be used; `start` and `end` are those of what it took to set it up. */
export interface DeploymentReady {
  readonly type: 'deployment.ready';
  /** Its name in the file. */
  readonly deployment: string;
  /** Its type there: `ssh`, `slurm`, `docker`. */
  readonly connector: string;
  /** The deployment that it stands upon; absent: this machine. */
  readonly wraps?: string;
  /** It was there before and stays. */
  readonly external: boolean;
  /** `id` of an `image.resolved`, of a deployment that is a container. */
  readonly image?: string;
  readonly start: string;
  readonly end: string;
}

/** What a deployment needed was taken away. */
export interface DeploymentRemoved {
  readonly type: 'deployment.removed';
  readonly deployment: string;
}

/** A place where jobs run. This machine is `local`; others are named after their deployment: `h1`, `h1/node2:22`, `sl/short`, `sl/node01`. */
export interface LocationDescribed {
  readonly type: 'location.described';
  readonly location: string;
  /** Absent for this machine. */
  readonly deployment?: string;
  readonly service?: string;
  /** Where it is reached, for people: `me@host:2222`. */
  readonly address?: string;
  /** The location that gave the job to this one: a queue manager, for its nodes. */
  readonly within?: string;
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
  /** The other locations that the job has beside that where it starts. */
  readonly others?: readonly string[];
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
  readonly scheduler?: SchedulerRecord;
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
  /** What the queue manager of the location says of the job. */
  readonly scheduler?: SchedulerRecord;
  /** The location that ran it, when that is another one than the job was scheduled to: a node of a cluster. */
  readonly host?: string;
  /** `file:` URIs of logs; each is described by a `file.described` before. */
  readonly stdoutLog?: string;
  readonly stderrLog?: string;
  /** Logs in which placeholders stand for secrets of the run. */
  readonly redacted?: readonly ('stdout' | 'stderr')[];
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * How bytes travel: `move` leaves them where they are, and so does `link`, which only names here what a link at another
 * location leads to; `copy` is within one machine, `download` from the web, `upload` leads from this machine to another
 * location and `fetch` from there, `relay` from one of those to another through this machine; `write` makes a file of text.
 */
export type Route = 'link' | 'move' | 'copy' | 'download' | 'upload' | 'fetch' | 'relay' | 'write';

/** Bytes are on their way between two locations. */
export interface TransferStarted {
  readonly type: 'transfer.started';
  /** Counts from 1; also in `transfer.ended`. */
  readonly transfer: number;
  readonly from: string;
  readonly to: string;
  readonly route: Route;
}

/**
 * Bytes moved or were copied; links and reads in place on one machine are no transfers. `from` and `to` are URIs of files
 * or of whole folders: `file:///path`, `ssh://host:port/path`.
 */
export interface TransferEnded {
  readonly type: 'transfer.ended';
  /** Of transfers between locations: the number of its `transfer.started`. */
  readonly transfer?: number;
  readonly from: string;
  readonly to: string;
  /** Locations of both ends; absent: this machine, or the web. */
  readonly fromLocation?: string;
  readonly toLocation?: string;
  readonly route: Route;
  /** Of all files in it; absent when it failed, for then nobody counted. */
  readonly bytes?: number;
  /** Of a file that was digested on its way, and found the same at its arrival. */
  readonly sha256?: string;
  readonly start: string;
  readonly end: string;
  /** Absent when all of it arrived. */
  readonly error?: { readonly code: string; readonly message: string };
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
  | TopologyLoaded
  | DeploymentReady
  | DeploymentRemoved
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
  | TransferStarted
  | TransferEnded
  | RunEnded;

/** A fact as the log holds it: numbered without gaps from 1, with the time it was written down. */
export type Event = Fact & { readonly v: typeof eventVersion; readonly seq: number; readonly at: string };
