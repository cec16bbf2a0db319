import type { CommandLineBinding, Expression, LoadListing } from './binding.ts';
import type { InputParameter, Parameter, ToolOutputParameter } from './parameter.ts';
import type { Demands } from './requirement.ts';
import type { CwlValue } from './value.ts';

/**
 * The versions that are understood, oldest first; each process keeps its own, for what they mean differently. Until v1.3
 * is final other engines know it by the name of its draft, which is therefore preferred for packed documents.
 */
export const cwlVersions = ['v1.0', 'v1.1', 'v1.2', 'v1.3', 'v1.3.0-dev1'] as const;
export type CwlVersion = (typeof cwlVersions)[number];

/** Whether a version is `first` or newer. */
export function isSince(version: CwlVersion, first: CwlVersion): boolean {
  return cwlVersions.indexOf(version) >= cwlVersions.indexOf(first);
}

/**
 * What all processes share. `id` is the fragment of the process in the packed document: `#main`, `#revtool.cwl`.
 * Names of parameters and steps are bare; their ids are `${id}/${name}`.
 */
interface ProcessBase extends Demands {
  readonly id: string;
  /** The version of the document that the process came from. */
  readonly cwlVersion: CwlVersion;
  /** URI of that document. */
  readonly document: string;
  readonly label?: string;
  readonly doc?: string;
  readonly intent?: readonly string[];
  readonly inputs: readonly InputParameter[];
  /** Fields of other namespaces (`s:author`, `s:license`, …), keys expanded to IRIs, nested keys too. */
  readonly extensions?: Readonly<Record<string, CwlValue>>;
  /** IRIs of `$schemas` of the document. */
  readonly schemas: readonly string[];
}

export interface CommandLineTool extends ProcessBase {
  readonly class: 'CommandLineTool';
  readonly outputs: readonly ToolOutputParameter[];
  readonly baseCommand: readonly string[];
  /** Strings became bindings with `valueFrom`. */
  readonly arguments: readonly CommandLineBinding[];
  /** The shorthand types stdin, stdout and stderr are already rewritten to these fields and a glob. */
  readonly stdin?: Expression;
  readonly stdout?: Expression;
  readonly stderr?: Expression;
  readonly successCodes: readonly number[];
  readonly temporaryFailCodes: readonly number[];
  readonly permanentFailCodes: readonly number[];
}

export interface ExpressionTool extends ProcessBase {
  readonly class: 'ExpressionTool';
  readonly outputs: readonly Parameter[];
  readonly expression: Expression;
}

/** A step that nobody can run yet (CWL v1.2 Operation). */
export interface Operation extends ProcessBase {
  readonly class: 'Operation';
  readonly outputs: readonly Parameter[];
}

export interface Workflow extends ProcessBase {
  readonly class: 'Workflow';
  readonly outputs: readonly WorkflowOutputParameter[];
  readonly steps: readonly WorkflowStep[];
}

export type Process = CommandLineTool | ExpressionTool | Operation | Workflow;

export type LinkMerge = 'merge_nested' | 'merge_flattened';
export type PickValue = 'first_non_null' | 'the_only_non_null' | 'all_non_null';
export type ScatterMethod = 'dotproduct' | 'nested_crossproduct' | 'flat_crossproduct';

/**
 * The end of one or more links. A source is `name` (an input of the workflow) or `step/name` (an output of a step).
 * `linkMerge` is present only when several sources are merged or the document asks for it.
 */
export interface Sink {
  readonly source: readonly string[];
  /** Whether the document wrote a list: `[x]` with merge_nested is wrapped, `x` is not. */
  readonly linkMerge?: LinkMerge;
  readonly pickValue?: PickValue;
}

export interface WorkflowOutputParameter extends Parameter, Sink {}

export interface StepInput extends Sink {
  readonly name: string;
  readonly label?: string;
  readonly default?: CwlValue;
  readonly valueFrom?: Expression;
  readonly loadContents?: boolean;
  readonly loadListing?: LoadListing;
}

/** What an input of a step becomes after each iteration. A source is the bare name of an output of the step itself. */
export interface LoopInput extends Sink {
  readonly name: string;
  readonly default?: CwlValue;
  /** Sees the inputs of the iteration before. */
  readonly valueFrom?: Expression;
}

/**
 * A step that is repeated while its `when` says so (CWL v1.3 LoopWorkflowStep; in v1.2 the requirement `cwltool:Loop`).
 * Inputs without a rule keep the value that they had in the first iteration.
 */
export interface Loop {
  readonly inputs: readonly LoopInput[];
  /** Whether the step gives what its last iteration made, or lists of what all of them made. */
  readonly outputMethod: 'last_iteration' | 'all_iterations';
}

export interface WorkflowStep extends Demands {
  readonly name: string;
  readonly label?: string;
  readonly doc?: string;
  readonly run: Process;
  readonly in: readonly StepInput[];
  /** Names of the outputs of `run` that the step offers. */
  readonly out: readonly string[];
  /** Names of step inputs. */
  readonly scatter: readonly string[];
  readonly scatterMethod?: ScatterMethod;
  /** Whether the step runs; of a loop, whether another iteration does. */
  readonly when?: Expression;
  readonly loop?: Loop;
  readonly extensions?: Readonly<Record<string, CwlValue>>;
}
