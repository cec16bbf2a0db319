import type { TokenName } from '../../event/event.ts';
import type { LoopInput } from '../../language/model/process.ts';
import type { StepPlan } from '../plan/plan.ts';
import type { Firing } from './command.ts';
import { bind } from './fire.ts';
import { forgetJob } from './forget.ts';
import type { Group } from './frame.ts';
import { inputPort, jobName, tagAt, tokenName } from './name.ts';
import type { Tokens } from './tokens.ts';

type TokensByName = Readonly<Record<string, TokenName>>;

/** Whether a step gives lists of what its iterations made. */
export function collects(step: StepPlan): boolean {
  return step.step.loop?.outputMethod === 'all_iterations';
}

/** Keeps what an iteration of a loop made: in a list, or in place of what the one before made. */
export function keep({ step, iterations }: Group, made: TokensByName): void {
  for (const name of step.step.out) {
    const token = made[name] ?? '';
    const known = iterations?.get(name);
    if (known && collects(step)) (known as TokenName[]).push(token);
    else iterations?.set(name, [token]);
  }
}

/**
 * The iteration after one that made these tokens (CWL v1.3 LoopWorkflowStep): inputs with a rule get their new value,
 * the others keep theirs. With `problem` it cannot be carried out.
 */
export function nextIteration(group: Group, made: TokensByName, tokens: Tokens): { firing: Firing; problem?: string } {
  const { step, frame } = group;
  const before = group.jobs[0]!;
  const number = iterationOf(before) + 1;
  const tag = tagAt(frame.tag, [number]);
  const previous = evaluatedInputs(before, tokens);
  const inputs: Record<string, TokenName> = { ...previous };
  const problems: string[] = [];
  for (const rule of (step.step.loop?.inputs ?? []).filter(saysSomething)) {
    const bound = bind(step, tag, rule, rule.source.map((name) => made[name] ?? ''), tokens); // prettier-ignore
    if (typeof bound === 'string') inputs[rule.name] = bound;
    else problems.push(bound.problem);
  }
  const firing = { ...before, job: jobName(step.path, tag), tag, inputs, previous };
  forgetOld(group, firing, tokens);
  return problems.length === 0 ? { firing } : { firing, problem: `in iteration ${number}: ${problems.join('; ')}` };
}

/** The number of an iteration, from 0: the last one of its tag. */
function iterationOf({ tag }: Firing): number {
  return Number(tag.slice(tag.lastIndexOf('.') + 1));
}

/** A rule with nothing in it leaves its input as it is. */
function saysSomething({ source, default: fallback, valueFrom }: LoopInput): boolean {
  return source.length > 0 || fallback !== undefined || valueFrom !== undefined;
}

/** What a job was given, after `valueFrom` and before its process added defaults of its own. */
function evaluatedInputs({ step, tag, inputs }: Firing, tokens: Tokens): TokensByName {
  const evaluated = (name: string) => tokenName(`${inputPort(step, name)}#valueFrom`, tag);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, token]) => [name, tokens.has(evaluated(name)) ? evaluated(name) : token]),
  );
}

/** An iteration can refer to what the one before was given, and that one was given what the one before it made. */
function forgetOld({ step, frame, iterations }: Group, next: Firing, tokens: Tokens): void {
  const needed = new Set([...Object.values(next.inputs), ...Object.values(next.previous ?? {})]);
  for (const list of collects(step) ? [] : (iterations?.values() ?? [])) for (const token of list) needed.add(token);
  const outputs = collects(step) ? [] : step.step.out;
  for (const age of [2, 3]) {
    const number = iterationOf(next) - age;
    if (number >= 0) forgetJob(step, outputs, tagAt(frame.tag, [number]), tokens, needed);
  }
}
