import type { TokenName } from '../../event/event.ts';
import type { LoopInput, StepInput } from '../../language/model/process.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { join } from '../plan/merge.ts';
import type { StepPlan } from '../plan/plan.ts';
import { spread, type Shape } from '../plan/scatter.ts';
import type { Firing } from './command.ts';
import { tokensAt, type Frame, type Group } from './frame.ts';
import { inputPort, jobName, tagAt } from './name.ts';
import type { Tokens } from './tokens.ts';

type Inputs = Readonly<Record<string, TokenName>>;

/**
 * Makes the jobs of a step whose sources have all arrived: one, or one for each point of its scatter.
 * With `problem` the group has one job, which cannot be carried out.
 */
export function fire(frame: Frame, step: StepPlan, tokens: Tokens): { readonly group: Group; readonly problem?: string } {
  const inputs: Record<string, TokenName> = {};
  const problems: string[] = [];
  for (const input of step.step.in) {
    const bound = bind(step, frame.tag, input, tokensAt(frame, input.source) ?? [], tokens);
    if (typeof bound === 'string') inputs[input.name] = bound;
    else problems.push(bound.problem);
  }
  if (problems.length === 0 && step.step.scatter.length > 0) {
    const shape = spreadInputs(step, inputs, tokens);
    if (typeof shape !== 'string') return { group: scattered(frame, step, inputs, shape, tokens) };
    problems.push(shape);
  }
  const tag = step.step.loop ? tagAt(frame.tag, [0]) : frame.tag;
  const group = groupOf(frame, step, [firingOf(frame, step, tag, inputs)]);
  return problems.length === 0 ? { group } : { group, problem: problems.join('; ') };
}

/** The token that a step input gets from those of its sources, before scatter and valueFrom, or why it cannot get one. */
export function bind(
  step: StepPlan,
  tag: string,
  input: StepInput | LoopInput,
  from: readonly TokenName[],
  tokens: Tokens,
): TokenName | { readonly problem: string } {
  const joined = join(input, from.map(tokens.valueOf));
  if ('problem' in joined) return { problem: `input ${input.name}: ${joined.problem}` };
  const port = inputPort(step.path, input.name);
  if (joined.value === null && (input.default !== undefined || from.length === 0)) {
    return tokens.emit(`${port}#default`, tag, input.default ?? null, from, 'default');
  }
  const [only] = from;
  const asItIs = only !== undefined && !input.linkMerge && !input.pickValue;
  return asItIs ? only : tokens.emit(port, tag, joined.value, from, 'merged');
}

function spreadInputs(step: StepPlan, inputs: Inputs, tokens: Tokens): Shape | string {
  const lengths: number[] = [];
  for (const name of step.step.scatter) {
    const value = tokens.valueOf(inputs[name]);
    if (!Array.isArray(value)) return `scatter over ${name}: expected an array, found ${value === null ? 'null' : typeof value}`;
    lengths.push(value.length);
  }
  return spread(lengths, step.step.scatterMethod ?? 'dotproduct');
}

function scattered(frame: Frame, step: StepPlan, inputs: Inputs, shape: Shape, tokens: Tokens): Group {
  const elements = step.step.scatter.map((name) => {
    const whole = inputs[name];
    return (tokens.valueOf(whole) as readonly CwlValue[]).map((value, index) =>
      tokens.emit(inputPort(step.path, name), tagAt(frame.tag, [index]), value, whole ? [whole] : [], 'scattered'),
    );
  });
  const jobs = shape.points.map((point) => {
    const own: Record<string, TokenName> = { ...inputs };
    for (const [at, name] of step.step.scatter.entries()) own[name] = elements[at]![point.elements[at]!]!;
    return { ...firingOf(frame, step, tagAt(frame.tag, point.position), own), scatterIndex: point.position };
  });
  return { ...groupOf(frame, step, jobs), dimensions: shape.dimensions };
}

function groupOf(frame: Frame, step: StepPlan, jobs: readonly Firing[]): Group {
  return { step, frame, jobs, open: jobs.length, failed: false, ...(step.step.loop && { iterations: new Map() }) };
}

function firingOf(frame: Frame, step: StepPlan, tag: string, inputs: Inputs): Firing {
  return { job: jobName(step.path, tag), step: step.path, tag, process: step.process.id, parent: frame.job, inputs, plan: step };
}
