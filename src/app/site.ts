import { CrateRunError, type Diagnostic } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { Fact, SoftwareResolved } from '../event/event.ts';
import { describeGpus } from '../execution/software/gpu.ts';
import { createProvider, type Provider } from '../execution/software/provide.ts';
import type { ResolvedSoftware } from '../execution/software/software.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import type { Context } from '../tool/context.ts';
import { gpusOf, gpuText, lackOfGpus, type Gpus } from '../tool/gpu.ts';
import { plainMpi, type MpiPlatform } from '../tool/mpi.ts';
import { readMpiConfig } from './mpi-config.ts';
import { softwareSources, type SoftwareOptions } from './software-config.ts';

/** What this machine has for tools beside cores and memory. */
export interface SiteOptions {
  /** File that says how MPI programs are started. */
  readonly mpiConfig?: string | undefined;
  readonly software?: SoftwareOptions | undefined;
}

/** What a job gets from the machine. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string>>;
  /** Ids of `software.resolved`. */
  readonly software: readonly string[];
  /** Without hints that cannot be followed here. */
  readonly demands: Demands;
}

/** This machine, as far as tools ask for more than cores and memory. */
export interface Site {
  readonly mpi: MpiPlatform;
  /** Finds GPUs and software that a tool asks for. Throws SCHED_IMPOSSIBLE and SOFTWARE_MISSING for what it requires and is not here. */
  prepareFor(tool: CommandLineTool, demands: Demands, contained: boolean, context: Context): Promise<Surroundings>;
  /** The facts about software that are to be written down, each once. */
  news(): readonly Fact[];
}

/** Opens what the options name; `path` is the PATH of jobs. Throws USAGE_ARGUMENT. */
export function openSite(options: SiteOptions, path: string, signal: AbortSignal, warn: (warning: Diagnostic) => void): Site {
  const sources = options.software ? softwareSources(options.software) : [];
  const provider = createProvider(sources, path);
  const told = new Set<string>();
  const untold: SoftwareResolved[] = [];
  const warned = new Set<string>();
  let gpus: Promise<Gpus | undefined> | undefined;

  function warnOnce(warning: Diagnostic): void {
    if (!warned.has(warning.message)) warn(warning);
    warned.add(warning.message);
  }

  function note(software: ResolvedSoftware): string {
    const id = `${software.by}:${software.name}${software.version === undefined ? '' : `/${software.version}`}`;
    const key = JSON.stringify([id, software.requested]);
    if (!told.has(key)) untold.push({ type: 'software.resolved', id, ...software });
    told.add(key);
    return id;
  }

  return {
    mpi: options.mpiConfig === undefined ? plainMpi : readMpiConfig(options.mpiConfig, process.env),
    async prepareFor(tool, demands, contained, context) {
      const asked = inForce(demands, 'CUDARequirement');
      const kept = asked ? withGpus(demands, await (gpus ??= describeGpus()), context, warnOnce) : demands;
      // The image of a container brings its software.
      const asksHere = !contained && (sources.length > 0 || isRequired(demands, 'SoftwareRequirement'));
      const found = asksHere ? await softwareFor(tool, demands, provider, signal, warnOnce) : undefined;
      return { demands: kept, variables: found?.variables ?? {}, software: (found?.resolved ?? []).map(note) };
    },
    news: () => untold.splice(0),
  };
}

function isRequired({ requirements }: Demands, name: string): boolean {
  return requirements.some((requirement) => requirement.class === name);
}

/** The demands, without the hint for GPUs where there are none. */
function withGpus(demands: Demands, gpus: Gpus | undefined, context: Context, warn: (warning: Diagnostic) => void): Demands {
  const asked = inForce(demands, 'CUDARequirement')!;
  const count = gpusOf(demands, context) ?? 0;
  const lack = lackOfGpus(asked, count, gpus);
  if (lack === undefined) return demands;
  const message = `the tool asks for ${gpuText(asked, count)}: ${lack}`;
  if (isRequired(demands, 'CUDARequirement')) throw new CrateRunError('SCHED_IMPOSSIBLE', message, { span: spanOf(asked) });
  warn({ severity: 'warning', code: 'SCHED_IMPOSSIBLE', message: `${message}; it runs without`, span: spanOf(asked) });
  return { ...demands, hints: demands.hints.filter((hint) => hint !== asked) };
}

/** Programs that run other programs: that they are here tells nothing of the software that is asked for. */
const interpreters = /^(env|(ba|da|k|z|c|tc)?sh|python[\d.]*|perl|ruby|Rscript|java|node)$/;

async function softwareFor(
  tool: CommandLineTool,
  demands: Demands,
  provider: Provider,
  signal: AbortSignal,
  warn: (warning: Diagnostic) => void,
) {
  const asked = inForce(demands, 'SoftwareRequirement');
  if (!asked) return undefined;
  const [program = ''] = tool.baseCommand;
  const found = await provider(asked.packages, interpreters.test(program) ? '' : program, signal);
  if (signal.aborted) throw new CrateRunError('RUN_CANCELLED', 'the run was cancelled');
  if (found.lacking.length === 0) return found;
  const message = `the tool asks for software that is not here: ${found.lacking.join('; ')}`;
  if (isRequired(demands, 'SoftwareRequirement')) throw new CrateRunError('SOFTWARE_MISSING', message, { span: spanOf(asked) });
  warn({ severity: 'warning', code: 'SOFTWARE_MISSING', message: `${message}; it runs as it is`, span: spanOf(asked) });
  return found;
}
