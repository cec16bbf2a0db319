import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { JobSpec, Layout, Resources } from '../job/jobspec.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import type { CwlObject } from '../language/model/value.ts';
import { commandLine } from './command-line.ts';
import { evaluate, type Context, type Runtime } from './context.ts';
import { containerOf } from './container.ts';
import { environmentOf } from './environment.ts';
import { mpiPrefix, type MpiPlatform } from './mpi.ts';
import { placeWorkdir } from './place-workdir.ts';
import { createStaging, separate, stageInputs } from './staging.ts';
import { evaluateWorkdir, type WorkdirRules } from './workdir.ts';

/** What preparing a job needs. */
export interface Preparation {
  readonly tool: CommandLineTool;
  /** In force for this job: at most one of each class. */
  readonly demands: Demands;
  /** As `bindInputs` gives them. */
  readonly inputs: CwlObject;
  /** The folders of the job as it sees them, and where they are. */
  readonly layout: Layout;
  readonly folders: Layout;
  /** Id of the image that the job runs in; absent for a job that runs directly on the machine. */
  readonly image: string | undefined;
  readonly evaluator: Evaluator;
  readonly resources: Resources;
  /** Variables that the place of the job gives it: PATH on this machine; in a container the image has its own. */
  readonly variables: Readonly<Record<string, string>>;
  readonly mpi: MpiPlatform;
}

/** A job spelled out, and what is needed to understand what it leaves. */
export interface PreparedJob {
  readonly tool: CommandLineTool;
  readonly demands: Demands;
  readonly spec: JobSpec;
  /** With the paths that the job sees. */
  readonly inputs: CwlObject;
  readonly runtime: Runtime;
  /** Names of the variables that the document itself asks for. */
  readonly requestedVariables: readonly string[];
}

/** Spells out a job. Throws TOOL_INVALID, TOOL_UNSAFE_PATH, CWL_UNSUPPORTED and the errors of expressions. */
export function prepareJob(preparation: Preparation): PreparedJob {
  const { tool, demands, layout, folders, image, evaluator, resources } = preparation;
  const runtime: Runtime = { outdir: layout.outdir, tmpdir: layout.tmpdir, ...resources };
  const staging = createStaging();
  let inputs = stageInputs(preparation.inputs, layout.stagedir, staging);
  const workdir = inForce(demands, 'InitialWorkDirRequirement');
  if (workdir) {
    const placements = evaluateWorkdir(workdir, workdirRules(preparation), { evaluator, inputs, runtime });
    const inplace = inForce(demands, 'InplaceUpdateRequirement')?.inplaceUpdate ?? false;
    inputs = placeWorkdir(placements, layout.outdir, inputs, staging, inplace);
  }
  const context: Context = { evaluator, inputs, runtime };
  const prefix = mpiPrefix(demands, preparation.mpi, context);
  const variables = { ...preparation.variables, ...(prefix.length > 0 ? preparation.mpi.environment : {}) };
  const { environment, requested } = environmentOf(demands, layout, variables, context);
  const streams = streamsOf(tool, layout, context);
  const written = [streams.stdout, streams.stderr].flatMap((name) => (name === undefined ? [] : [`${layout.outdir}/${name}`]));
  const spec: JobSpec = {
    command: [...prefix, ...commandLine(tool, demands, context)],
    environment,
    layout,
    folders,
    ...(image === undefined ? {} : { container: containerOf(image, demands, tool.cwlVersion, context) }),
    ...streams,
    staging: separate(staging.entries, written),
    ...timeLimitOf(demands, context),
    resources,
    ...(asksForMemory(demands) ? { asksForMemory: true } : {}),
  };
  return { tool, demands, spec, inputs, runtime, requestedVariables: requested };
}

function asksForMemory(demands: Demands): boolean {
  const asked = inForce(demands, 'ResourceRequirement');
  return asked?.ramMin !== undefined || asked?.ramMax !== undefined;
}

function workdirRules({ tool: { cwlVersion }, image, demands }: Preparation): WorkdirRules {
  const contained = image !== undefined;
  const required = demands.requirements.some((requirement) => requirement.class === 'DockerRequirement');
  return { cwlVersion, contained, anywhere: contained && required };
}

function streamsOf(tool: CommandLineTool, layout: Layout, context: Context): Pick<JobSpec, 'stdin' | 'stdout' | 'stderr'> {
  const stdin = streamName(tool, 'stdin', context);
  const [stdout, stderr] = (['stdout', 'stderr'] as const).map((stream) => {
    const name = streamName(tool, stream, context);
    if (name === undefined || !(name.startsWith('/') || name.split('/').includes('..'))) return name;
    throw new CrateRunError('TOOL_UNSAFE_PATH', `${stream} ${name} leads out of the output folder`, {
      span: spanOf(tool, stream),
    });
  });
  return {
    ...(stdin === undefined ? {} : { stdin: stdin.startsWith('/') ? stdin : `${layout.outdir}/${stdin}` }),
    ...(stdout === undefined ? {} : { stdout }),
    ...(stderr === undefined ? {} : { stderr }),
  };
}

function streamName(tool: CommandLineTool, stream: 'stdin' | 'stdout' | 'stderr', context: Context): string | undefined {
  const span = spanOf(tool, stream);
  const name = evaluate(context, tool[stream] ?? null, null, span);
  if (name === null) return undefined;
  if (typeof name === 'string' && name !== '') return name;
  throw new CrateRunError('TOOL_INVALID', `${stream} must give a file name`, { span });
}

/** Zero means no limit (CWL v1.2 ToolTimeLimit). */
function timeLimitOf(demands: Demands, context: Context): { readonly timeLimit?: number } {
  const asked = inForce(demands, 'ToolTimeLimit');
  const span = spanOf(asked, 'timelimit');
  const limit = evaluate(context, asked?.timelimit ?? 0, null, span) ?? 0;
  if (typeof limit === 'bigint') return { timeLimit: Number(limit) };
  if (typeof limit !== 'number' || limit < 0) {
    throw new CrateRunError('TOOL_INVALID', 'timelimit must be a number of seconds that is not negative', { span });
  }
  return limit === 0 ? {} : { timeLimit: limit };
}
