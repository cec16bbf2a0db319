import type { Fact, JobCreated, JobName, TokenName, TokenProduced } from '../../event/event.ts';
import type { WorkflowOutputParameter } from '../../language/model/process.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { join } from '../plan/merge.ts';
import type { Plan, StepPlan } from '../plan/plan.ts';
import { gather } from '../plan/scatter.ts';
import type { Command } from './command.ts';
import { fire } from './fire.ts';
import { arrive, newFrame, tokensAt, type Arrival, type Frame, type Group } from './frame.ts';
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
    for (const firing of group.jobs) {
      groups.set(firing.job, group);
      commands.set(firing.job, problem === undefined ? { type: 'create', firing } : { type: 'refuse', firing, problem });
    }
    if (group.open === 0) complete(group);
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
    commands.set(frame.job, { type: 'end', job: frame.job, status, outputs: frame.outputs, problems: frame.problems });
  }

  /** All jobs of a step in its frame have ended: hands on what they made. */
  function complete({ frame, step, jobs, dimensions, failed }: Group): void {
    if (failed) {
      giveUp(frame, step);
      return;
    }
    for (const name of step.step.out) {
      const made = jobs.map((firing) => results.get(firing.job)?.[name] ?? '');
      const gathered = dimensions && (gather(made.map(tokens.valueOf), dimensions) as CwlValue);
      const token = gathered ? tokens.emit(outputPort(step.path, name), frame.tag, gathered, made, 'gathered') : (made[0] ?? '');
      deliver(frame, `${step.step.name}/${name}`, token);
    }
    for (const firing of jobs) results.delete(firing.job);
    settle(frame);
  }

  function finish(job: JobName, success: boolean): void {
    commands.delete(job);
    const group = groups.get(job);
    if (!group) return;
    groups.delete(job);
    group.open -= 1;
    group.failed ||= !success;
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
      else if (fact.type === 'job.skipped') finish(fact.job, true);
      else if (fact.type === 'job.ended') finish(fact.job, fact.status === 'success');
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
