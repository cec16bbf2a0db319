import type { TokenName } from '../../event/event.ts';
import type { StepPlan } from '../plan/plan.ts';
import type { Frame } from './frame.ts';
import { inputPort, inputStages, outputPort, tokenName } from './name.ts';
import type { Tokens } from './tokens.ts';

const nothing: ReadonlySet<TokenName> = new Set();

/** Forgets what a job of a step was given and made, except what is still needed. */
export function forgetJob(
  { path, step, process }: StepPlan,
  outputs: readonly string[],
  tag: string,
  tokens: Tokens,
  needed = nothing,
): void {
  const inputs = new Set([...step.in, ...process.inputs, ...(step.loop?.inputs ?? [])].map((input) => input.name));
  const ports = outputs.map((name) => outputPort(path, name));
  for (const name of inputs) for (const stage of inputStages) ports.push(inputPort(path, name) + stage);
  for (const port of ports) {
    const token = tokenName(port, tag);
    if (!needed.has(token)) tokens.forget(token);
  }
}

/** Forgets what the steps of a workflow were given and made: once it is over, only its own outputs can be asked for. */
export function forgetFrame({ groups, tag }: Frame, tokens: Tokens): void {
  for (const { step, jobs } of groups) {
    const outputs = step.process.outputs.map((output) => output.name);
    for (const at of new Set([tag, ...jobs.flatMap((job) => tagsOf(job.tag, step))])) forgetJob(step, outputs, at, tokens);
  }
}

/** The tag of a job; of a loop, those of the iterations of which something may be left. */
function tagsOf(tag: string, { step }: StepPlan): readonly string[] {
  if (!step.loop) return [tag];
  const cut = tag.lastIndexOf('.') + 1;
  const last = Number(tag.slice(cut));
  return [0, last - 3, last - 2, last - 1, last].filter((number) => number >= 0).map((number) => `${tag.slice(0, cut)}${number}`);
}
