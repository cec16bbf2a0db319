import type { Json } from '../base/json.ts';
import type { Span } from '../base/span.ts';

/** Where work can be done, and which part of which workflow goes where: what a file of StreamFlow says. */
export interface Topology {
  /** URI of the file. */
  readonly document: string;
  readonly text: string;
  readonly deployments: ReadonlyMap<string, Deployment>;
  /** In the order of the file. */
  readonly workflows: readonly BoundWorkflow[];
}

/** Options as the file has them: names and values of StreamFlow, nothing filled in, with their places (`spanOf`). */
export type Options = Readonly<Record<string, Json>>;

/** An environment where jobs can run. */
export interface Deployment {
  readonly name: string;
  /** The connector: `local`, `ssh`, `slurm`, … */
  readonly type: string;
  /** Options of the connector but for its services. */
  readonly config: Options;
  /** Ways to use it, each with its options; `file` is a template of a job script. */
  readonly services: ReadonlyMap<string, Options>;
  /** It is there already and stays: it is neither set up nor taken away. */
  readonly external: boolean;
  /** It is set up when it is first needed, not at the start. */
  readonly lazy: boolean;
  readonly workdir?: string;
  /** What it stands upon, and is reached through. */
  readonly wraps?: Layer;
  /** Absent for what the file does not name. */
  readonly span?: Span | undefined;
}

/** A deployment as part of another or of a target. */
export interface Layer {
  readonly deployment: Deployment;
  /** One of its services, or a part of it that has a name of its own. */
  readonly service?: string;
}

/** A place that a step may run at. */
export interface Target extends Layer {
  /** How many locations a job gets; it starts on the first. */
  readonly locations: number;
  /** What the binding says of it; see `workdirOf`. */
  readonly workdir?: string;
  readonly span?: Span | undefined;
}

/** What a workflow of the file says. */
export interface BoundWorkflow {
  readonly name: string;
  /** URI of the CWL document. */
  readonly file: string;
  /** URI of the input object. */
  readonly settings?: string;
  /** By the path of the step, `/` for the whole workflow. */
  readonly steps: ReadonlyMap<string, StepBinding>;
  /** By the path of the input, `/reads`. */
  readonly ports: ReadonlyMap<string, PortBinding>;
}

/** Where a step, and everything in it, may run: the first target with room has it, once the filters have had their say. */
export interface StepBinding {
  readonly path: string;
  readonly targets: readonly Target[];
  readonly filters: readonly BindingFilter[];
  readonly span?: Span | undefined;
}

/** Where the data of an input of the workflow is already: in `workdir` of the target. */
export interface PortBinding {
  readonly path: string;
  readonly target: Target & { readonly workdir: string };
  readonly span?: Span | undefined;
}

/** What orders or cuts the list of targets for each job. */
export type BindingFilter =
  | { readonly name: string; readonly type: 'shuffle' }
  | { readonly name: string; readonly type: 'matching'; readonly rules: readonly MatchingRule[] };

/** A target that stays in the list when every condition holds for the inputs of the job. */
export interface MatchingRule {
  readonly deployment: string;
  /** Absent: any. */
  readonly service?: string;
  /** Values by the name of the input, compared as text. */
  readonly conditions: readonly { readonly port: string; readonly match: string }[];
}
