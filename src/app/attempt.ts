import type { Fact } from '../event/event.ts';
import type { Runner } from '../execution/run/runner.ts';
import type { ResolvedImage } from '../job/container.ts';
import type { Layout, Resources } from '../job/jobspec.ts';
import type { Execution } from '../job/outcome.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import type { CwlObject } from '../language/model/value.ts';
import { layoutInside } from '../tool/container.ts';
import { prepareJob, type PreparedJob } from '../tool/prepare.ts';
import { revealSpec } from '../tool/reveal.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { conclude, whyLost } from './conclude.ts';
import { withoutInherited } from './inherited.ts';
import type { RunContext } from './run-context.ts';

/** A job of a tool as far as it is the same in every attempt. */
export interface ToolJob {
  readonly firing: Firing;
  readonly tool: CommandLineTool;
  readonly demands: Demands;
  readonly inputs: CwlObject;
  readonly evaluator: Evaluator;
  readonly resources: Resources;
  /** Absent for a job that runs directly on this machine. */
  readonly image: ResolvedImage | undefined;
  readonly runner: Runner;
  /** What the machine gives to its environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ids of the software that was found for it. */
  readonly software: readonly string[];
}

/** One attempt: says whether the job has ended. With `again` an attempt whose engine went away does not end it. */
export async function attemptJob(run: RunContext, job: ToolJob, attempt: number, again: boolean): Promise<boolean> {
  const { firing, tool, evaluator, runner } = job;
  const { logs, ...folders } = run.newFolders();
  const prepared = prepareJob({ ...job, ...placeOf(job, folders), mpi: run.site.mpi });
  const spec = revealSpec(run.secrets, prepared.spec);
  run.record([...run.containers.news(), ...run.site.news(), ...startFacts(run, job, attempt, prepared)]);
  const execution = await runner.run(spec, logs, run.signal);
  if (execution.problem === 'lost' && again && !run.signal.aborted) {
    run.record([lostFact(firing, attempt, prepared, execution)]);
    return false;
  }
  run.record(await conclude(run, firing, attempt, prepared, execution, evaluator));
  if (!run.keep) runner.clear(spec, tool.outputs.length > 0);
  return true;
}

/** Where the job works: in its folders, or in a container that shows them to it under other names. */
function placeOf({ demands, image }: ToolJob, folders: Layout) {
  if (!image) return { layout: folders, folders, image: undefined };
  return { layout: layoutInside(inForce(demands, 'DockerRequirement')), folders, image: image.id };
}

function startFacts(
  { location, inherited }: RunContext,
  { firing: { job }, image, resources, software }: ToolJob,
  attempt: number,
  { spec, requestedVariables }: PreparedJob,
): readonly Fact[] {
  const { command, environment, layout, stdin, timeLimit, container } = spec;
  return [
    { type: 'job.scheduled', job, attempt, location, resources },
    {
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
    },
  ];
}

function lostFact({ job }: Firing, attempt: number, { spec }: PreparedJob, { startedAt, endedAt }: Execution): Fact {
  const error = { code: 'JOB_LOST', message: whyLost(spec.command[0] ?? '') };
  return { type: 'job.retried', job, attempt, start: startedAt, end: endedAt, error };
}
