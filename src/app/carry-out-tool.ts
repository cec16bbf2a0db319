import type { Fact } from '../event/event.ts';
import type { ResolvedImage } from '../job/container.ts';
import type { Layout, Resources } from '../job/jobspec.ts';
import type { Execution } from '../job/outcome.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce } from '../language/model/requirement.ts';
import { layoutInside } from '../tool/container.ts';
import { prepareJob, type PreparedJob } from '../tool/prepare.ts';
import { evaluateResources } from '../tool/resources.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { conclude, whyLost } from './conclude.ts';
import { bindJob } from './job-values.ts';
import type { RunContext } from './run-context.ts';

/** How often a job is tried when what carries it goes away. */
const mostAttempts = 3;

/** Carries out a job of a command line tool: waits for its image, cores and memory, and runs it, again if its engine was lost. */
export async function carryOutTool(run: RunContext, firing: Firing, tool: CommandLineTool, evaluator: Evaluator): Promise<void> {
  const { demands } = firing.plan;
  const inputs = await bindJob(run, firing, tool, evaluator);
  const resources = evaluateResources(demands, tool.cwlVersion, inputs, evaluator);
  const image = await run.containers.imageFor(tool, demands, run.signal);
  const runner = (image && run.containers.engine) ?? run.runner;
  const release = await run.slots.acquire(resources, run.signal);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const { logs, ...folders } = run.newFolders();
      const place = placeOf(firing, image, folders);
      const prepared = prepareJob({ tool, demands, inputs, ...place, evaluator, resources, path: run.path });
      run.record([...run.containers.news(), ...startFacts(run, firing, attempt, prepared, image, resources)]);
      const execution = await runner.run(prepared.spec, logs, run.signal);
      if (execution.problem === 'lost' && attempt < mostAttempts && !run.signal.aborted) {
        run.record([lostFact(firing, attempt, prepared, execution)]);
        continue;
      }
      run.record(await conclude(run, firing, attempt, prepared, execution, evaluator));
      runner.clear(prepared.spec, tool.outputs.length > 0);
      return;
    }
  } finally {
    release();
  }
}

/** Where the job works: in its folders, or in a container that shows them to it under other names. */
function placeOf({ plan }: Firing, image: ResolvedImage | undefined, folders: Layout) {
  if (!image) return { layout: folders, folders };
  return { layout: layoutInside(inForce(plan.demands, 'DockerRequirement')), folders, image: image.id };
}

function startFacts(
  { location }: RunContext,
  { job }: Firing,
  attempt: number,
  { spec, requestedVariables }: PreparedJob,
  image: ResolvedImage | undefined,
  resources: Resources,
): readonly Fact[] {
  const { command, environment, layout, stdin, timeLimit, container } = spec;
  return [
    { type: 'job.scheduled', job, attempt, location, resources },
    {
      type: 'job.started',
      job,
      attempt,
      command,
      environment,
      requestedVariables,
      workingDirectory: layout.outdir,
      ...(stdin === undefined ? {} : { stdin }),
      ...(timeLimit === undefined ? {} : { timeLimit }),
      ...(image && container ? { container: { requested: image.requested, image: image.id, network: container.network } } : {}),
    },
  ];
}

function lostFact({ job }: Firing, attempt: number, { spec }: PreparedJob, { startedAt, endedAt }: Execution): Fact {
  const error = { code: 'JOB_LOST', message: whyLost(spec.command[0] ?? '') };
  return { type: 'job.retried', job, attempt, start: startedAt, end: endedAt, error };
}
