import type { CwlVersion, Process, Workflow, WorkflowOutputParameter, WorkflowStep } from '../../language/model/process.ts';
import type { Demands } from '../../language/model/requirement.ts';
import { inherit, noDemands } from './demands.ts';

/** A workflow compiled once: who waits for what, and what is asked of each step when it runs here. */
export interface Plan {
  readonly workflow: Workflow;
  /** Path of the step that runs this workflow; empty for the whole. */
  readonly path: string;
  readonly steps: readonly StepPlan[];
  /** Steps and outputs that wait for a source (`name` or `step/name`). */
  readonly readers: ReadonlyMap<string, readonly Reader[]>;
}

export interface StepPlan {
  readonly path: string;
  readonly step: WorkflowStep;
  readonly process: Process;
  /** Requirements and hints of workflow, step and process, merged: what holds for the process. */
  readonly demands: Demands;
  /** Those of workflow and step only: what holds for `valueFrom` and `when` of the step. */
  readonly around: Demands;
  /** Version of the document that has the step. */
  readonly cwlVersion: CwlVersion;
  /** The sources that the step waits for, each once. */
  readonly sources: readonly string[];
  /** Present when the process is a workflow. */
  readonly body?: Plan;
}

/** The far end of a link: a step, or an output of the workflow. */
export type Reader = { readonly step: StepPlan } | { readonly output: WorkflowOutputParameter };

/** Compiles a workflow and the workflows inside it. */
export function compile(workflow: Workflow, path = '', outer: Demands = noDemands): Plan {
  const demands = inherit(outer, workflow);
  const steps = workflow.steps.map((step) => compileStep(step, path, workflow.cwlVersion, demands));
  const readers = new Map<string, Reader[]>();
  const listen = (source: string, reader: Reader) => {
    const known = readers.get(source);
    if (known) known.push(reader);
    else readers.set(source, [reader]);
  };
  for (const step of steps) for (const source of step.sources) listen(source, { step });
  for (const output of workflow.outputs) for (const source of new Set(output.source)) listen(source, { output });
  return { workflow, path, steps, readers };
}

function compileStep(step: WorkflowStep, parent: string, cwlVersion: CwlVersion, outer: Demands): StepPlan {
  const path = `${parent}/${step.name}`;
  const around = inherit(outer, step);
  return {
    path,
    step,
    process: step.run,
    demands: inherit(around, step.run),
    around,
    cwlVersion,
    sources: [...new Set(step.in.flatMap((input) => input.source))],
    ...(step.run.class === 'Workflow' ? { body: compile(step.run, path, around) } : {}),
  };
}
