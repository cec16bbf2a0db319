import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { Fact, JobCreated, TokenName } from '../event/event.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import { Absent } from '../execution/site/absent.ts';
import { bindInputs } from '../tool/bind.ts';
import type { CwlObject, CwlValue } from '../language/model/value.ts';
import { describeFiring, type Firing } from '../workflow/engine/command.ts';
import { inputPort, outputPort, tokenName } from '../workflow/engine/name.ts';
import { endedWithoutRunning, failureOf } from './failure.ts';
import { checkReach } from '../tool/reach.ts';
import { valuesOf, withEvaluator, type RunContext } from './run-context.ts';

type Inputs = Readonly<Record<string, TokenName>>;

/**
 * Answers a `create` command: evaluates `valueFrom` and `when` of the step, and says what became of the firing. Throws Absent when
 * something has to be known first of files at other locations.
 */
export function createJob(run: RunContext, firing: Firing): readonly Fact[] {
  const { step, process, around, cwlVersion } = firing.plan;
  if (!step.when && !step.in.some((input) => input.valueFrom ?? input.loadContents) && process.class !== 'Workflow') {
    return withDefaults(run, firing, firing.inputs);
  }
  try {
    return withEvaluator(run, around, cwlVersion, (evaluator) => evaluateStep(run, firing, evaluator));
  } catch (thrown) {
    if (thrown instanceof Absent) throw thrown;
    return refuseJob(run, firing, thrown);
  }
}

/** Answers a firing that cannot be carried out: the job exists, and has failed. */
export function refuseJob(run: RunContext, firing: Firing, thrown: unknown): readonly Fact[] {
  const failure = failureOf(firing.job, thrown);
  run.fail(failure);
  return [created(firing, firing.inputs), endedWithoutRunning(failure)];
}

function evaluateStep(run: RunContext, firing: Firing, evaluator: Evaluator): readonly Fact[] {
  const { step, process, demands } = firing.plan;
  const before = valuesOf(run, firing.inputs);
  const after = evaluateInputs(run, firing, before, evaluator);
  const facts: Fact[] = [];
  let inputs = noteChanges(facts, firing, firing.inputs, before, after, 'valueFrom');
  if (step.when !== undefined && !decide(firing, step.when, after, evaluator)) {
    if (isSkipped(firing)) for (const { name } of process.outputs) facts.push(produced(firing, name, null));
    return [...facts, { type: 'job.skipped', ...describeFiring(firing), inputs, when: step.when }];
  }
  if (process.class === 'Workflow') {
    // Formats are checked by the tools inside, which know the ontologies.
    const isSubFormat = () => true;
    const { inputs: parameters, cwlVersion: version } = process;
    const bound = bindInputs({
      parameters,
      values: after,
      demands,
      cwlVersion: version,
      evaluator,
      files: run.files,
      isSubFormat,
    });
    inputs = noteChanges(facts, firing, inputs, after, bound, 'bound');
    return [...facts, created(firing, inputs)];
  }
  return [...facts, ...withDefaults(run, firing, inputs, after)];
}

/**
 * The inputs of the step after `valueFrom`. In a loop that of `in` is evaluated for the first iteration only; those of
 * the loop see what the iteration before was given.
 */
function evaluateInputs(run: RunContext, { plan, previous }: Firing, before: CwlObject, evaluator: Evaluator): CwlObject {
  const { step, around: demands, cwlVersion } = plan;
  const bind = (values: CwlObject, parameters: readonly { readonly name: string }[]): CwlObject =>
    bindInputs({ parameters, values, demands, cwlVersion, evaluator, files: run.files });
  const namesOf = (values: CwlObject) => Object.keys(values).map((name) => ({ name }));
  const loaded = bind(before, previous ? namesOf(before) : step.in);
  const rules = (previous ? (step.loop?.inputs ?? []) : step.in).filter((rule) => rule.valueFrom !== undefined);
  const earlier = previous && rules.length > 0 ? valuesOf(run, previous) : undefined;
  const inputs = earlier ? bind(earlier, namesOf(earlier)) : loaded;
  const after: Record<string, CwlValue> = { ...loaded };
  for (const rule of rules) {
    const scope = { inputs, self: loaded[rule.name] ?? null };
    const span = spanOf(rule, 'valueFrom');
    const value = evaluator.evaluate(rule.valueFrom ?? '', scope, { span });
    checkReach(value, { ...inputs, self: scope.self }, span);
    after[rule.name] = value;
  }
  return after;
}

/** Whether the step comes to nothing: not so when a loop ends, or gives a list of its iterations, of which there were none. */
function isSkipped({ plan: { step }, previous }: Firing): boolean {
  return !previous && step.loop?.outputMethod !== 'all_iterations';
}

/** The creation of a job of a tool, with a token for each default of its own that stands in for an absent value. */
function withDefaults(run: RunContext, firing: Firing, inputs: Inputs, values: CwlObject = {}): readonly Fact[] {
  const facts: Fact[] = [];
  const own: Record<string, TokenName> = { ...inputs };
  for (const { name, default: value } of firing.plan.process.inputs) {
    const given = inputs[name];
    const present = values[name] ?? (given === undefined ? null : run.engine.valueOf(given));
    if (value === undefined || present !== null) continue;
    const port = `${inputPort(firing.step, name)}#own-default`;
    const token = tokenName(port, firing.tag);
    facts.push({ type: 'token.produced', token, port, tag: firing.tag, value, from: given ? [given] : [], how: 'default' });
    own[name] = token;
  }
  return [...facts, created(firing, own)];
}

function decide(firing: Firing, when: string, inputs: CwlObject, evaluator: Evaluator): boolean {
  const span = spanOf(firing.plan.step, 'when');
  const answer = evaluator.evaluate(when, { inputs, self: null }, { span });
  if (typeof answer === 'boolean') return answer;
  throw new CrateRunError('EXPR_FAILED', `when of step ${firing.plan.step.name} must give true or false`, { span });
}

/** Adds a token for each value that evaluation changed; gives the tokens that the job gets. */
function noteChanges(facts: Fact[], firing: Firing, tokens: Inputs, before: CwlObject, after: CwlObject, suffix: string): Inputs {
  const changed: Record<string, TokenName> = { ...tokens };
  for (const [name, value] of Object.entries(after)) {
    if (value === before[name]) continue;
    const port = `${inputPort(firing.step, name)}#${suffix}`;
    const token = tokenName(port, firing.tag);
    const from = tokens[name];
    facts.push({ type: 'token.produced', token, port, tag: firing.tag, value, from: from ? [from] : [], how: 'evaluated' });
    changed[name] = token;
  }
  return changed;
}

function created(firing: Firing, inputs: Inputs): JobCreated {
  return { type: 'job.created', ...describeFiring(firing), inputs };
}

/** The token that a job makes on one of its outputs. */
export function produced(firing: Firing, name: string, value: CwlValue): Fact {
  const port = outputPort(firing.step, name);
  const from = Object.values(firing.inputs);
  return {
    type: 'token.produced',
    token: tokenName(port, firing.tag),
    port,
    tag: firing.tag,
    value,
    from,
    job: firing.job,
    how: 'produced',
  };
}
