import type { Fact, JobCreated, JobName, TokenName, TokenProduced } from '../../event/event.ts';
import type { WorkflowOutputParameter } from '../../language/model/process.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { join } from '../plan/merge.ts';
import type { Plan, StepPlan } from '../plan/plan.ts';
import { gather } from '../plan/scatter.ts';
import type { Command, Firing } from './command.ts';
import { fire } from './fire.ts';
import { forgetFrame } from './forget.ts';
import { arrive, newFrame, tokensAt, type Arrival, type Frame, type Group } from './frame.ts';
import { collects, keep, nextIteration } from './loop.ts';
import { inputPort, outputPort, runJob, runTag } from './name.ts';
import { createTokens } from './tokens.ts';

/** The state of a run as the log tells it. `apply` learns, `decide` says what to do next; replaying a log and deciding resumes it. */
export interface Engine {
  /** Takes one fact of the log into account. Every fact must be applied, in order. */
  apply(fact: Fact): void;
  /** What is to be done now, each thing once. Nothing left and nothing under way means the run is over. */
  decide(): readonly Command[];
  /** The value of a token that was produced. */
  valueOf(token: TokenName): CwlValue;
}

/** An engine for a plan of which nothing has run. The inputs of the run arrive as tokens on the ports `#name`. */
export function createEngine(plan: Plan): Engine {
  const tokens = createTokens();
  const commands = new Map<string, Command>();
  /** The group that a job under way belongs to. */
  const groups = new Map<JobName, Group>();
  /** The output tokens of jobs whose group is under way. */
  const results = new Map<JobName, Record<string, TokenName>>();
  /** The workflows under way that run as steps. */
  const frames = new Map<JobName, Frame>();
  const root = newFrame(plan, runTag, runJob);

  function open(frame: Frame): void {
    for (const step of frame.plan.steps) if (step.sources.length === 0) start(frame, step);
    for (const output of frame.plan.workflow.outputs) if (output.source.length === 0) bindOutput(frame, output);
    if (frame.missing.size === 0) end(frame);
  }

  function deliver(frame: Frame, source: string, arrival: Arrival): void {
    for (const reader of arrive(frame, source, arrival)) {
      if ('output' in reader) bindOutput(frame, reader.output);
      else if (tokensAt(frame, reader.step.sources)) start(frame, reader.step);
      else giveUp(frame, reader.step);
    }
  }

  function start(frame: Frame, step: StepPlan): void {
    const { group, problem } = fire(frame, step, tokens);
    if (frame !== root) frame.groups.push(group);
    for (const firing of group.jobs) issue(group, firing, problem);
    if (group.open === 0) complete(group);
  }

  function issue(group: Group, firing: Firing, problem?: string): void {
    groups.set(firing.job, group);
    commands.set(firing.job, problem === undefined ? { type: 'create', firing } : { type: 'refuse', firing, problem });
  }

  /** An iteration of a loop is over: another one follows, until the condition is not met or something fails. */
  function iterate(group: Group, job: JobName): void {
    const made = results.get(job) ?? {};
    results.delete(job);
    keep(group, made);
    const { firing, problem } = nextIteration(group, made, tokens);
    group.jobs = [firing];
    issue(group, firing, problem);
  }

  function bindOutput(frame: Frame, output: WorkflowOutputParameter): void {
    const from = tokensAt(frame, output.source);
    const joined = from && join(output, from.map(tokens.valueOf));
    if (!joined || 'problem' in joined) {
      if (joined) frame.problems.push(`output ${output.name}: ${joined.problem}`);
      frame.failed = true;
    } else {
      const port = outputPort(frame.plan.path, output.name);
      frame.outputs[output.name] = tokens.emit(port, frame.tag, joined.value, from, 'merged', frame.job);
    }
    settle(frame);
  }

  /** Something before the step failed, or a job of it did: nothing will come from it. */
  function giveUp(frame: Frame, step: StepPlan): void {
    frame.failed = true;
    for (const name of step.step.out) deliver(frame, `${step.step.name}/${name}`, null);
    settle(frame);
  }

  function settle(frame: Frame): void {
    frame.open -= 1;
    if (frame.open === 0) end(frame);
  }

  function end(frame: Frame): void {
    const status = frame.failed ? 'permanentFail' : 'success';
    // In the order of the document, whichever came first.
    const bound = frame.plan.workflow.outputs.flatMap(({ name }) => {
      const token = frame.outputs[name];
      return token === undefined ? [] : [[name, token] as const];
    });
    const outputs = Object.fromEntries(bound);
    commands.set(frame.job, { type: 'end', job: frame.job, status, outputs, problems: frame.problems });
  }

  /** All jobs of a step in its frame have ended: hands on what they made. */
  function complete({ frame, step, jobs, iterations, failed, ...group }: Group): void {
    if (failed) {
      giveUp(frame, step);
      return;
    }
    for (const name of step.step.out) {
      const none = collects(step) ? [] : jobs.map((firing) => results.get(firing.job)?.[name] ?? '');
      const made = iterations?.get(name) ?? none;
      const dimensions = collects(step) ? [made.length] : group.dimensions;
      const gathered = dimensions && (gather(made.map(tokens.valueOf), dimensions) as CwlValue);
      const token = gathered ? tokens.emit(outputPort(step.path, name), frame.tag, gathered, made, 'gathered') : (made[0] ?? '');
      if (collects(step)) made.forEach(tokens.forget);
      deliver(frame, `${step.step.name}/${name}`, token);
    }
    for (const firing of jobs) results.delete(firing.job);
    settle(frame);
  }

  function finish(job: JobName, how: 'success' | 'skipped' | 'failed'): void {
    commands.delete(job);
    const group = groups.get(job);
    if (!group) return;
    groups.delete(job);
    const frame = frames.get(job);
    if (frame) forgetFrame(frame, tokens);
    frames.delete(job);
    if (group.iterations && how === 'success') {
      iterate(group, job);
      return;
    }
    group.open -= 1;
    group.failed ||= how === 'failed';
    if (group.open === 0) complete(group);
  }

  function created(fact: JobCreated): void {
    commands.delete(fact.job);
    const plan = groups.get(fact.job)?.step;
    if (plan?.body) enter(plan.body, fact);
    else if (plan) commands.set(fact.job, { type: 'run', firing: { ...fact, plan } });
  }

  /** Opens the frame of a workflow that runs as a step; its own defaults stand in for what the step does not give. */
  function enter(body: Plan, fact: JobCreated): void {
    const frame = newFrame(body, fact.tag, fact.job);
    frames.set(fact.job, frame);
    open(frame);
    for (const { name, default: fallback } of body.workflow.inputs) {
      const given = fact.inputs[name];
      const stays = given !== undefined && (fallback === undefined || tokens.valueOf(given) !== null);
      const port = `${inputPort(body.path, name)}#own-default`;
      deliver(frame, name, stays ? given : tokens.emit(port, fact.tag, fallback ?? null, given ? [given] : [], 'default'));
    }
  }

  function produced(fact: TokenProduced): void {
    tokens.learn(fact);
    if (fact.job !== undefined) {
      const path = fact.job.slice(0, fact.job.lastIndexOf('@'));
      const made = results.get(fact.job) ?? {};
      results.set(fact.job, { ...made, [fact.port.slice(path.length + 1)]: fact.token });
    } else if (fact.port.startsWith('#')) {
      deliver(root, fact.port.slice(1), fact.token);
    }
  }

  open(root);
  return {
    apply(fact) {
      if (fact.type === 'token.produced') produced(fact);
      else if (fact.type === 'job.created') created(fact);
      else if (fact.type === 'job.skipped') finish(fact.job, 'skipped');
      else if (fact.type === 'job.ended') finish(fact.job, fact.status === 'success' ? 'success' : 'failed');
      else if (fact.type === 'run.ended') commands.clear();
    },
    decide() {
      const made = tokens.drain();
      const decided: readonly Command[] = [
        ...(made.length > 0 ? [{ type: 'record' as const, tokens: made }] : []),
        ...commands.values(),
      ];
      commands.clear();
      return decided;
    },
    valueOf: tokens.valueOf,
  };
}
