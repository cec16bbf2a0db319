import { setTimeout as pause } from 'node:timers/promises';
import { timestamp } from '../base/clock.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import type { CwlObject } from '../language/model/value.ts';
import { withoutConflict } from '../tool/mpi.ts';
import { evaluateResources } from '../tool/resources.ts';
import { isThisMachine } from '../topology/targets.ts';
import type { Target } from '../topology/topology.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { allocate, type Allocation } from './allocate.ts';
import { attemptJob, failedAttempt, type ToolJob } from './attempt.ts';
import { endWithFault } from './fault.ts';
import { bindJob } from './job-values.ts';
import { pathsIn } from './paths-in.ts';
import { chanceAfter, chanceOf, mostAttempts, pauseBefore, type Chance } from './retry.ts';
import { withData, type RunContext } from './run-context.ts';

/** What a job of a tool is wherever it runs. */
interface AskedJob {
  readonly firing: Firing;
  readonly tool: CommandLineTool;
  readonly asked: Demands;
  readonly inputs: CwlObject;
  readonly evaluator: Evaluator;
  readonly resources: ToolJob['resources'];
}

/** Carries out a job of a command line tool: finds room for it and runs it, again where its failure lets hope for more. */
export async function carryOutTool(run: RunContext, firing: Firing, tool: CommandLineTool, evaluator: Evaluator): Promise<void> {
  let attempt = 1;
  try {
    const job = await askedJob(run, firing, tool, evaluator);
    let targets = run.scheduler.targetsFor(firing.step, tool, job.asked, job.inputs);
    // The image is got before cores are taken.
    if (targets.some(isThisMachine)) await imageHere(run, job);
    for (; ; attempt += 1) {
      const others = (used: Target) => targets.filter((target) => target !== used);
      const outcome = await tryOnce(run, job, targets, attempt, others);
      if (outcome === 'ended') return;
      if (outcome.chance === 'elsewhere') targets = others(outcome.target);
      if (!isThisMachine(outcome.target))
        await pause(pauseBefore(attempt + 1), undefined, { signal: run.signal }).catch(() => undefined);
    }
  } catch (thrown) {
    endWithFault(run, firing.job, attempt, thrown);
  }
}

type Outcome = 'ended' | { readonly chance: Chance; readonly target: Target };

/** One attempt; an allocation that turns out to lead nowhere is one, too. */
async function tryOnce(
  run: RunContext,
  job: AskedJob,
  targets: readonly Target[],
  attempt: number,
  others: (used: Target) => readonly Target[],
): Promise<Outcome> {
  const { resources } = job;
  const sources = run.sites.areAny() ? pathsIn(job.inputs) : [];
  const { places, sites, slots: ownSlots, starting: signal } = run;
  const start = timestamp();
  const room = await allocate({ targets, resources, sources, places, sites, ownSlots, signal });
  const hopes = (chance: Chance | undefined) =>
    attempt < mostAttempts &&
    !run.signal.aborted &&
    (chance === 'again' || (chance === 'elsewhere' && others(room.target).length > 0));
  try {
    const placed = await placedJob(run, job, room);
    const chance = await attemptJob(run, placed, attempt, (execution) => {
      const left = chanceAfter(execution);
      return hopes(left) ? left : undefined;
    });
    return chance === undefined ? 'ended' : { chance, target: room.target };
  } catch (thrown) {
    const chance = room.place && chanceOf(thrown);
    if (chance === undefined || !hopes(chance)) throw thrown;
    run.record([failedAttempt(job.firing, attempt, start, thrown)]);
    return { chance, target: room.target };
  } finally {
    room.release();
  }
}

async function askedJob(run: RunContext, firing: Firing, tool: CommandLineTool, evaluator: Evaluator): Promise<AskedJob> {
  const asked = run.containers.engine ? withoutConflict(firing.plan.demands) : firing.plan.demands;
  const inputs = await withData(run, () => bindJob(run, firing, tool, evaluator));
  const resources = evaluateResources(asked, tool.cwlVersion, inputs, evaluator);
  return { firing, tool, asked, inputs, evaluator, resources };
}

async function imageHere(run: RunContext, { tool, asked }: AskedJob): Promise<ToolJob['image']> {
  return inForce(asked, 'MPIRequirement') ? undefined : run.containers.imageFor(tool, asked, run.starting);
}

/** The job with what the place gives to it. */
async function placedJob(run: RunContext, job: AskedJob, { place, others }: Allocation): Promise<ToolJob> {
  const { asked, tool, evaluator, inputs } = job;
  if (place) {
    const hosts = others.length > 0 ? { STREAMFLOW_HOSTS: [place, ...others].map(({ hostname }) => hostname).join(',') } : {};
    const { runner, image } = place;
    return { ...job, demands: asked, image, runner, variables: hosts, software: [], place, others };
  }
  const image = await imageHere(run, job);
  const { demands, software, ...found } = await run.site.prepareFor(tool, asked, image !== undefined, { evaluator, inputs });
  const variables = image ? {} : { ...run.inherited, PATH: run.path, ...found.variables };
  const runner = (image && run.containers.engine) ?? run.runner;
  return { ...job, demands, image, runner, variables, software, others };
}
