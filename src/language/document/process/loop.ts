import { samePlace, samePlaceBut, spanOf } from '../../../base/span.ts';
import { didYouMean } from '../../../base/suggest.ts';
import { isSince, type Loop, type LoopInput } from '../../model/process.ts';
import type { Requirement } from '../../model/requirement.ts';
import { distinct, identified } from '../field/collection.ts';
import { fault, type Cursor } from '../field/cursor.ts';
import { object, optional, required } from '../field/object.ts';
import { identifier, oneOf, text } from '../field/scalar.ts';
import { value } from '../parameter/value.ts';
import { isLoop, requirement } from '../requirement/requirement.ts';
import { sink, sinkFields, sources } from './sink.ts';

/** A loop with its condition, as the requirement `cwltool:Loop` writes it. */
export interface LoopRequirement extends Loop {
  readonly when: string;
}

/** The requirements of a step, and its loop where that is one of them. */
export interface StepRequirements {
  readonly requirements: readonly Requirement[];
  readonly loop?: LoopRequirement;
}

const ruleFields = {
  id: required(identifier),
  ...sinkFields,
  default: optional(value),
  valueFrom: optional(text),
};
const readRule = object('a loop input', { ...ruleFields, outputSource: optional(sources) });
const readRequiredRule = object('a loop input', { ...ruleFields, loopSource: optional(sources) });

function loopInput(at: Cursor): LoopInput | undefined {
  const made = readRule(at);
  if (!made) return undefined;
  const { id, outputSource, linkMerge: _, pickValue: __, ...rest } = made;
  return samePlace({ name: id, ...rest, ...sink({ ...made, ...(outputSource && { source: outputSource }) }) }, at.value);
}

function requiredLoopInput(at: Cursor): LoopInput | undefined {
  const made = readRequiredRule(at);
  if (!made) return undefined;
  const { id, loopSource, linkMerge: _, pickValue: __, ...rest } = made;
  const rule = { name: id, ...rest, ...sink({ ...made, ...(loopSource && { source: loopSource }) }) };
  return samePlaceBut(rule, made, { outputSource: spanOf(made, 'loopSource') });
}

/** Fields of a step that loops (CWL v1.3 LoopWorkflowStep). */
export const loopFields = {
  loop: optional(distinct('loop input', identified('id', 'outputSource', loopInput)), { since: 'v1.3' }),
  outputMethod: optional(oneOf('last_iteration', 'all_iterations'), { since: 'v1.3' }),
};

const readRequirement = object('cwltool:Loop', {
  class: required(text),
  loopWhen: required(text),
  loop: required(distinct('loop input', identified('id', 'loopSource', requiredLoopInput))),
  outputMethod: optional(oneOf('last', 'all')),
});

function loopRequirement(at: Cursor): LoopRequirement | undefined {
  const { version } = at.scope;
  if (!isSince(version, 'v1.2')) return fault(at, 'CWL_FIELD_UNKNOWN', `cwltool:Loop needs v1.2, but this is ${version}`);
  if (isSince(version, 'v1.3')) {
    return fault(at, 'CWL_FIELD_UNKNOWN', 'cwltool:Loop is for v1.2; in v1.3 a step has the fields when, loop and outputMethod');
  }
  const made = readRequirement(at);
  if (!made) return undefined;
  const outputMethod = made.outputMethod === 'all' ? 'all_iterations' : 'last_iteration';
  const loop: LoopRequirement = { when: made.loopWhen, inputs: made.loop, outputMethod };
  return samePlaceBut(loop, made, { when: spanOf(made, 'loopWhen') });
}

/** `requirements` of a step. */
export function stepRequirements(at: Cursor): StepRequirements | undefined {
  const entries = identified('class', undefined, (item): Requirement | LoopRequirement | undefined =>
    isLoop(item) ? loopRequirement(item) : requirement(item),
  )(at);
  if (!entries) return undefined;
  const loop = entries.find((entry) => 'when' in entry);
  return { requirements: entries.filter((entry) => 'class' in entry), ...(loop && { loop }) };
}

/** The loop with bare names as sources, each an output that the step offers: those that it does not are reported. */
export function linkLoop(loop: Loop, step: string, outputs: readonly string[], at: Cursor): Loop {
  const inputs = loop.inputs.map((rule) => {
    const source = rule.source.map((id) => ownOutput(id, step, outputs) ?? unknown(id, rule));
    return samePlace({ ...rule, source }, rule);
  });
  return { inputs, outputMethod: loop.outputMethod };

  function unknown(id: string, rule: LoopInput): string {
    const span = spanOf(rule, 'outputSource') ?? at.span;
    const hint = didYouMean(id, outputs) || `; it has ${outputs.join(', ') || 'none'}`;
    fault({ ...at, span }, 'DOC_REFERENCE', `step ${step}: the loop takes ${rule.name} from "${id}", which is no output of the step${hint}`); // prettier-ignore
    return id;
  }
}

/** The output that an identifier means: `output`, `step/output` or what ends so. */
function ownOutput(id: string, step: string, outputs: readonly string[]): string | undefined {
  const [name = '', owner] = id
    .slice(id.indexOf('#') + 1)
    .split('/')
    .reverse();
  return (owner === undefined || owner === step) && outputs.includes(name) ? name : undefined;
}
