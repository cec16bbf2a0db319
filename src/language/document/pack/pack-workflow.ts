import type { Json } from '../../../base/json.ts';
import type { StepInput, Workflow, WorkflowStep } from '../../model/process.ts';
import { asJson } from './as-json.ts';
import { packConditions } from './pack-loop.ts';
import { packSink, packWorkflowOutput, type PackContext } from './pack-parameter.ts';

/** The fields of a workflow that other processes do not have. */
export function packWorkflow(workflow: Workflow, context: PackContext): Record<string, Json> {
  return {
    outputs: workflow.outputs.map((output) => packWorkflowOutput(output, workflow, context)),
    steps: workflow.steps.map((step) => packStep(step, workflow, context)),
  };
}

function packStep(step: WorkflowStep, workflow: Workflow, context: PackContext): Json {
  const { name, label, doc, run, in: ends, out, scatter, scatterMethod, extensions } = step;
  const id = `${workflow.id}/${name}`;
  return {
    id,
    ...(label !== undefined && { label }),
    ...(doc !== undefined && { doc }),
    run: run.id,
    ...packConditions(step, id, workflow, context),
    in: ends.map((end) => packStepInput(end, id, workflow)),
    out: out.map((output) => `${id}/${output}`),
    ...(scatter.length > 0 && { scatter: scatter.map((end) => `${id}/${end}`) }),
    ...(scatterMethod && { scatterMethod }),
    ...asJson(context.compact.fields(extensions)),
  };
}

function packStepInput(end: StepInput, step: string, workflow: Workflow): Json {
  const { name, source: _, linkMerge: __, pickValue: ___, ...rest } = end;
  return { id: `${step}/${name}`, ...packSink(end, workflow, 'source'), ...asJson(rest) };
}
