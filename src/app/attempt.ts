import { timestamp } from '../base/clock.ts';
import type { Fact, LocationDescribed } from '../event/event.ts';
import type { Runner } from '../execution/run/runner.ts';
import type { ResolvedImage } from '../job/container.ts';
import { sourcesOf, type Layout, type Resources } from '../job/jobspec.ts';
import type { Execution } from '../job/outcome.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import type { CwlObject } from '../language/model/value.ts';
import { layoutInside } from '../tool/container.ts';
import { prepareJob, type PreparedJob } from '../tool/prepare.ts';
import { revealSpec } from '../tool/reveal.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { conclude, failureOfExecution } from './conclude.ts';
import { failureOf } from './failure.ts';
import { withoutInherited } from './inherited.ts';
import type { RemotePlace } from './places.ts';
import type { Chance } from './retry.ts';
import type { RunContext } from './run-context.ts';

/** A job of a tool at the place where it will run. */
export interface ToolJob {
  readonly firing: Firing;
  readonly tool: CommandLineTool;
  readonly demands: Demands;
  readonly inputs: CwlObject;
  readonly evaluator: Evaluator;
  readonly resources: Resources;
  /** Absent for a job that runs directly on a machine. */
  readonly image: ResolvedImage | undefined;
  readonly runner: Runner;
  /** What the place gives to its environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ids of the software that was found for it. */
  readonly software: readonly string[];
  /** Absent: this machine. */
  readonly place?: RemotePlace;
  readonly others: readonly RemotePlace[];
}

/**
 * One attempt. It ends the job, unless there is a `hope`: then the failure is written down as that of the attempt, and the chance
 * is given.
 */
export async function attemptJob(
  run: RunContext,
  job: ToolJob,
  attempt: number,
  hope: (execution: Execution) => Chance | undefined,
): Promise<Chance | undefined> {
  const { firing, tool, evaluator, runner, place } = job;
  const { logs, ...folders } = run.newFolders();
  const prepared = prepareJob({ ...job, ...foldersOf(job, folders), mpi: run.site.mpi });
  const spec = revealSpec(run.secrets, prepared.spec);
  run.record([...run.containers.news(), ...run.site.news(), scheduledFact(run, job, attempt)]);
  await (place ? place.store.bring(sourcesOf(spec), run.signal) : run.sites.bringHere(sourcesOf(spec), run.signal));
  run.record([startedFact(run, job, attempt, prepared)]);
  const execution = await runner.run(spec, logs, run.signal);
  const host = hostFacts(run, job, execution);
  run.record(host.facts);
  const chance = run.signal.aborted ? undefined : hope(execution);
  if (chance !== undefined) {
    run.record([retriedFact(firing, attempt, prepared, execution)]);
    return chance;
  }
  run.record(await conclude(run, firing, attempt, prepared, execution, evaluator, host.location));
  if (!run.keep) runner.clear(spec, tool.outputs.length > 0);
  return undefined;
}

/** An attempt that came to an error before its command could be started. */
export function failedAttempt({ job }: Firing, attempt: number, start: string, thrown: unknown): Fact {
  const { code, message } = failureOf(job, thrown);
  return { type: 'job.retried', job, attempt, start, end: timestamp(), error: { code, message } };
}

/** Where the job works: as it sees its folders, and as they are known on this machine. */
function foldersOf({ demands, image, place }: ToolJob, folders: Layout) {
  if (place) {
    const layout = place.newLayout();
    const { prefix } = place.site;
    const known = { outdir: prefix + layout.outdir, tmpdir: prefix + layout.tmpdir, stagedir: prefix + layout.stagedir };
    return { layout, folders: known, image: undefined };
  }
  if (!image) return { layout: folders, folders, image: undefined };
  return { layout: layoutInside(inForce(demands, 'DockerRequirement')), folders, image: image.id };
}

function scheduledFact({ location }: RunContext, { firing: { job }, resources, place, others }: ToolJob, attempt: number): Fact {
  const elsewhere = others.length > 0 ? { others: others.map((other) => other.location) } : {};
  return { type: 'job.scheduled', job, attempt, location: place?.location ?? location, ...elsewhere, resources };
}

function startedFact(
  { inherited }: RunContext,
  { firing: { job }, image, software, place }: ToolJob,
  attempt: number,
  { spec, requestedVariables }: PreparedJob,
): Fact {
  const { command, environment, layout, stdin, timeLimit } = spec;
  const container = spec.container ?? place?.container;
  return {
    type: 'job.started',
    job,
    attempt,
    command,
    environment: withoutInherited(environment, inherited, requestedVariables),
    requestedVariables,
    workingDirectory: layout.outdir,
    ...(stdin === undefined ? {} : { stdin }),
    ...(timeLimit === undefined ? {} : { timeLimit }),
    ...(image && container ? { container: { requested: image.requested, image: image.id, network: container.network } } : {}),
    ...(software.length === 0 ? {} : { software }),
  };
}

/** The machine that a queue manager chose, described when it is first met. */
function hostFacts(
  run: RunContext,
  { place }: ToolJob,
  { host }: Execution,
): { readonly facts: readonly Fact[]; readonly location?: string } {
  if (!place || !host || host.hostname === place.hostname) return { facts: [] };
  const location = `${place.location}/${host.hostname}`;
  const described: LocationDescribed = { type: 'location.described', location, within: place.location, ...host };
  return { facts: run.isDescribed(location) ? [] : [described], location };
}

function retriedFact(firing: Firing, attempt: number, prepared: PreparedJob, execution: Execution): Fact {
  const { startedAt: start, endedAt: end, scheduler } = execution;
  const { code, message } = failureOfExecution(firing.job, prepared, execution, undefined);
  return {
    type: 'job.retried',
    job: firing.job,
    attempt,
    start,
    end,
    ...(scheduler ? { scheduler } : {}),
    error: { code, message },
  };
}
