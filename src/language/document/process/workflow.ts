import { samePlace } from '../../../base/span.ts';
import type { Workflow, WorkflowOutputParameter, WorkflowStep } from '../../model/process.ts';
import { distinct, identified } from '../field/collection.ts';
import type { Cursor } from '../field/cursor.ts';
import { extensible, optional, required } from '../field/object.ts';
import { inputs, outputs, parameterFields, plainInput } from '../parameter/parameter.ts';
import { common, processFields, type Identity } from './process-fields.ts';
import { sink, sinkFields, sources } from './sink.ts';
import { linked } from './source.ts';
import { step } from './step.ts';

const readOutput = extensible('a workflow output', {
  ...parameterFields,
  outputSource: optional(sources),
  ...sinkFields,
  outputBinding: optional(() => undefined, { until: 'v1.0' }),
});

function output(at: Cursor): WorkflowOutputParameter | undefined {
  const read = readOutput(at);
  if (!read) return undefined;
  const { id, outputSource, linkMerge: _, pickValue: __, ...rest } = read;
  return samePlace({ name: id, ...rest, ...sink({ ...read, ...(outputSource && { source: outputSource }) }) }, at.value);
}

const read = extensible('Workflow', {
  ...processFields('Workflow'),
  inputs: required(inputs(plainInput)),
  outputs: required(outputs(output)),
  steps: required(distinct('step', identified('id', undefined, step))),
});

/** CWL v1.2 Workflow. Sources become bare port names. */
export function workflow(at: Cursor, identity: Identity): Workflow | undefined {
  const made = read(at);
  if (!made) return undefined;
  const ports = new Set([
    ...made.inputs.map((input) => input.name),
    ...made.steps.flatMap((step) => step.out.map((out) => `${step.name}/${out}`)),
  ]);
  const steps = made.steps.map((step): WorkflowStep => {
    const ins = step.in.map((end) =>
      samePlace({ ...end, source: linked(end, 'source', `${step.name}/${end.name}`, at, ports) }, end),
    );
    return samePlace({ ...step, in: ins }, step);
  });
  const outputs = made.outputs.map((end) => samePlace({ ...end, source: linked(end, 'outputSource', end.name, at, ports) }, end));
  const whole: Workflow = { ...common(made, identity), class: 'Workflow', inputs: made.inputs, outputs, steps };
  return samePlace(whole, at.value);
}
