/**
 * A workflow as data for pictures: what is drawn, not where. Ids are those of the log: a step is `/align/sort`, an input
 * of the workflow in step `align` is `/align#reads`, its output `/align/bam`; the workflow itself is the group with the empty id.
 */
export interface Graph {
  readonly name: string;
  readonly label?: string;
  readonly doc?: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** Steps that are shown as what their workflow holds, outer ones first. */
  readonly groups: readonly Group[];
}

export type Node = PortNode | StepNode;

/** An input or output of a workflow. */
export interface PortNode extends Named {
  readonly kind: 'input' | 'output';
  /** As CWL's shorthand writes it: `File[]`, `int?`. */
  readonly type: string;
  /** Whether it holds files, or only says how they are treated. */
  readonly holdsFiles: boolean;
  /** An input that may be left out. */
  readonly optional: boolean;
}

/** A step that is drawn as one box. */
export interface StepNode extends Named, Work {
  readonly kind: 'step';
}

/** A step that is drawn as a frame around the steps of its workflow. */
export interface Group extends Named, Work {}

/** A link, from a step or input to a step or output. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Which output of the step; absent when it comes from an input or output of a workflow. */
  readonly output?: string;
  /** Which input of the step; absent when it leads to an input or output of a workflow. */
  readonly input?: string;
  readonly holdsFiles: boolean;
}

interface Named {
  readonly id: string;
  /** Id of the group that it lies in; empty for the workflow itself. */
  readonly group: string;
  readonly name: string;
  readonly label?: string;
  readonly doc?: string;
}

/** What a step does. */
export interface Work {
  readonly runs: 'CommandLineTool' | 'ExpressionTool' | 'Operation' | 'Workflow';
  /** Name of the document or process that the step runs; absent when it stands in the step itself. */
  readonly tool?: string;
  /** The program and its verb: `samtools sort`. */
  readonly command?: string;
  /** The container image that is asked for. */
  readonly image?: string;
  /** Software packages that are asked for: `samtools 1.19`. */
  readonly software: readonly string[];
  /** Names of the inputs whose elements are treated one by one. */
  readonly scatter: readonly string[];
  readonly scatterMethod?: string;
  /** The condition under which the step runs, or a loop goes on. */
  readonly when?: string;
  /** Whether the step is repeated while its condition holds, and what it then gives. */
  readonly loop?: 'last_iteration' | 'all_iterations';
  /** How many steps the workflow holds, in all. */
  readonly steps?: number;
  /** How it went, in a picture of a run. */
  readonly outcome?: Outcome;
}

/** How a step went in a run. */
export interface Outcome {
  readonly tone: Tone;
  /** In few words: `40 success, 2 skipped`. */
  readonly text: string;
  /** Where more is said. */
  readonly href: string;
}

/** What a colour stands for. */
export type Tone = 'success' | 'failed' | 'unfinished' | 'cancelled' | 'skipped' | 'none';
