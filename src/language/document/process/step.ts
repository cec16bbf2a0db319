import { samePlace, samePlaceBut, spanOf } from '../../../base/span.ts';
import type { Loop, Process, StepInput, WorkflowStep } from '../../model/process.ts';
import { loadListing } from '../parameter/binding.ts';
import { distinct, identified, list, oneOrMany } from '../field/collection.ts';
import { fault, type Cursor } from '../field/cursor.ts';
import { extensible, object, optional, required } from '../field/object.ts';
import { isRawMap } from '../text/raw.ts';
import { hints } from '../requirement/requirement.ts';
import { doc, flag, identifier, oneOf, text } from '../field/scalar.ts';
import { linkLoop, loopFields, stepRequirements, type LoopRequirement } from './loop.ts';
import { sink, sinkFields, sources } from './sink.ts';
import { value } from '../parameter/value.ts';

/** Stands for a process that could not be read, so that the rest of the workflow can be checked all the same. */
export const unreadable: Process = {
  class: 'Operation',
  id: '',
  cwlVersion: 'v1.2',
  document: '',
  inputs: [],
  outputs: [],
  requirements: [],
  hints: [],
  schemas: [],
};

const readStepInput = extensible('a step input', {
  id: required(identifier),
  source: optional(sources),
  ...sinkFields,
  label: optional(text, { since: 'v1.1' }),
  default: optional(value),
  valueFrom: optional(text),
  loadContents: optional(flag, { since: 'v1.1' }),
  loadListing: optional(loadListing, { since: 'v1.1' }),
});

function stepInput(at: Cursor): StepInput | undefined {
  const read = readStepInput(at);
  if (!read) return undefined;
  const { id, source: _, extensions: __, linkMerge: ___, pickValue: ____, ...rest } = read;
  return samePlace({ name: id, ...sink(read), ...rest }, at.value);
}

const outputEntry = object('a step output', { id: required(identifier) });

function stepOutput(at: Cursor): string | undefined {
  return isRawMap(at.value) ? outputEntry(at)?.id : identifier(at);
}

const readStep = extensible('a step', {
  id: required(identifier),
  in: required(distinct('step input', identified('id', 'source', stepInput))),
  out: required(list(stepOutput)),
  run: required((at: Cursor) => at),
  label: optional(text),
  doc: optional(doc),
  requirements: optional(stepRequirements),
  hints: optional(hints),
  scatter: optional(oneOrMany(identifier)),
  scatterMethod: optional(oneOf('dotproduct', 'nested_crossproduct', 'flat_crossproduct')),
  when: optional(text, { since: 'v1.2' }),
  ...loopFields,
});

/** CWL v1.2 WorkflowStep, v1.3 ScatterWorkflowStep and LoopWorkflowStep. */
export function step(at: Cursor): WorkflowStep | undefined {
  const read = readStep(at);
  if (!read) return undefined;
  const { id, run, scatter, requirements, hints, when, loop: rules, outputMethod, ...rest } = read;
  const required = requirements?.loop;
  if (required && when !== undefined) {
    fault(
      { ...at, span: spanOf(read, 'when') ?? at.span },
      'CWL_INVALID',
      `step ${id}: cwltool:Loop has loopWhen in place of "when"`,
    );
  }
  const loop: Loop | undefined = required ?? (rules && { inputs: rules, outputMethod: outputMethod ?? 'last_iteration' });
  const condition = required?.when ?? when;
  const made: WorkflowStep = {
    name: id,
    ...rest,
    run: at.scope.process(run, id) ?? unreadable,
    scatter: scatter ?? [],
    requirements: requirements?.requirements ?? [],
    hints: hints ?? [],
    ...(condition !== undefined && { when: condition }),
    ...(loop && { loop: linkLoop(loop, id, rest.out, at) }),
  };
  return required ? samePlaceBut(made, read, placesOf(required)) : samePlace(made, at.value);
}

function placesOf(loop: LoopRequirement) {
  return { when: spanOf(loop, 'when'), loop: spanOf(loop), outputMethod: spanOf(loop, 'outputMethod') };
}
