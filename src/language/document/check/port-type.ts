import type { Sink, Workflow, WorkflowStep } from '../../model/process.ts';
import { alternatives, type CwlType } from '../../model/type.ts';
import { unreadable } from '../process/step.ts';

/** What comes out of every port of a workflow, `input` and `step/output`, and whether a skipped step may leave it null. */
export function portTypes(workflow: Workflow): ReadonlyMap<string, CwlType> {
  const types = new Map<string, CwlType>();
  for (const input of workflow.inputs) types.set(input.name, input.default === undefined ? input.type : withoutNull(input.type));
  for (const step of workflow.steps) {
    for (const name of step.out) {
      const output = step.run.outputs.find((candidate) => candidate.name === name);
      if (step.run !== unreadable && output) types.set(`${step.name}/${name}`, gathered(output.type, step));
    }
  }
  return types;
}

/**
 * The type after scatter has gathered the results: one dimension, or one for each input of a nested crossproduct; or
 * after a loop has collected those of its iterations.
 */
function gathered(type: CwlType, step: WorkflowStep): CwlType {
  if (step.loop?.outputMethod === 'all_iterations') return arrayOf(type);
  const dimensions = step.scatterMethod === 'nested_crossproduct' ? step.scatter.length : Math.min(step.scatter.length, 1);
  let made: CwlType = step.when === undefined ? type : ['null', ...alternatives(type)];
  for (let count = 0; count < dimensions; count++) made = { type: 'array', items: made };
  return made;
}

/** What one source contributes to a sink, after `linkMerge` and `pickValue` (CWL v1.2 Workflow, Sink). */
export function contribution(type: CwlType, { linkMerge, pickValue }: Sink): CwlType {
  const merged = linkMerge === undefined ? type : linkMerge === 'merge_nested' ? arrayOf(type) : arrayOf(itemsOf(type));
  if (pickValue === undefined) return merged;
  const items = withoutNull(itemsOf(merged));
  return pickValue === 'all_non_null' ? arrayOf(items) : items;
}

/** The items of those alternatives that are arrays, and the others as they are. */
function itemsOf(type: CwlType): CwlType {
  return oneOf(
    alternatives(type).flatMap((one) => (typeof one === 'object' && one.type === 'array' ? alternatives(one.items) : [one])),
  );
}

export function withoutNull(type: CwlType): CwlType {
  const rest = alternatives(type).filter((one) => one !== 'null');
  return rest.length > 0 ? oneOf(rest) : type;
}

/** A union of one is that one. */
function oneOf(types: readonly CwlType[]): CwlType {
  const [first] = types;
  return first !== undefined && types.length === 1 ? first : types;
}

function arrayOf(items: CwlType): CwlType {
  return { type: 'array', items };
}
