import { CrateRunError, type Diagnostic } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { Fact } from '../event/event.ts';
import type { ContainerEngine, ContainerSettings } from '../execution/container/engine.ts';
import type { ResolvedImage } from '../job/container.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands, type RequirementOf } from '../language/model/requirement.ts';
import { imageRequestOf } from '../tool/container.ts';
import type { Plan, StepPlan } from '../workflow/plan/plan.ts';

/** Whether and how jobs run in containers. */
export interface ContainerOptions extends Omit<ContainerSettings, 'progress'> {
  /** False: hints for containers are passed over, tools that require one are refused. */
  readonly use: boolean;
  /** The image of tools that name none. */
  readonly default?: string;
  /** Nothing may run directly on this machine. */
  readonly only?: boolean;
}

/** The containers of one run. */
export interface Containers {
  /**
   * Finds the engine that the tools need; to be called before the first job. Throws CWL_UNSUPPORTED when one requires a
   * container and there shall be none, CONTAINER_ENGINE when no engine answers.
   */
  open(): Promise<void>;
  /** Absent when nothing runs in one. */
  readonly engine: ContainerEngine | undefined;
  /** The image of a job, ready to run; undefined for a job that runs directly on this machine. Throws CONTAINER_IMAGE. */
  imageFor(tool: CommandLineTool, demands: Demands, signal: AbortSignal): Promise<ResolvedImage | undefined>;
  /** The facts about images that are to be written down, each once. */
  news(): readonly Fact[];
}

type DockerRequirement = RequirementOf<'DockerRequirement'>;

/** The containers for the tools of a plan that may run on this machine. `connect` finds the engine, `warn` is told which tools do without one. */
export function createContainers(
  plan: Plan,
  options: ContainerOptions,
  mayRunHere: (step: string) => boolean,
  connect: () => Promise<ContainerEngine | undefined>,
  warn: (warning: Diagnostic) => void,
): Containers {
  const told = new Set<string>();
  const untold: Fact[] = [];
  let engine: ContainerEngine | undefined;
  return {
    get engine() {
      return engine;
    },
    async open() {
      const asking = toolSteps(plan).filter(
        ({ demands, path }) => (inForce(demands, 'DockerRequirement') ?? options.default) && mayRunHere(path),
      );
      if (options.only) refuseBare(plan, asking);
      if (options.use && asking.length > 0) engine = await connect();
      if (engine) return;
      if (options.only && asking[0])
        throw untrusted(`step ${asking[0].step.name} may run in a container only, and no engine answers`);
      const requiring = asking.find(({ demands }) => requiredBy(demands));
      if (requiring) throw options.use ? unanswered(requiring) : unwanted(requiring);
      if (options.use) for (const { step, demands } of asking) warn(passedOver(step.name, inForce(demands, 'DockerRequirement')));
    },
    async imageFor(tool, demands, signal) {
      const docker = inForce(demands, 'DockerRequirement') ?? standIn(options.default);
      if (!engine || !docker) return undefined;
      const image = await find(engine, docker, tool, signal);
      const key = `${image.requested} ${image.id}`;
      if (!told.has(key)) untold.push({ type: 'image.resolved', ...image });
      told.add(key);
      return image;
    },
    news: () => untold.splice(0),
  };
}

function standIn(dockerPull: string | undefined): DockerRequirement | undefined {
  return dockerPull === undefined ? undefined : { class: 'DockerRequirement', dockerPull };
}

/** An image id beside dockerPull names what runs, dockerPull where it comes from (CWL v1.2 DockerRequirement). */
async function find(
  engine: ContainerEngine,
  docker: DockerRequirement,
  tool: CommandLineTool,
  signal: AbortSignal,
): Promise<ResolvedImage> {
  const { dockerPull, dockerImageId } = docker;
  const request = imageRequestOf(docker, tool.document);
  if (dockerPull === undefined || dockerImageId === undefined || dockerImageId === dockerPull)
    return engine.resolve(request, signal);
  try {
    return await engine.resolve({ name: dockerImageId, origin: { kind: 'present' } }, signal);
  } catch {
    return engine.resolve(request, signal);
  }
}

function toolSteps(plan: Plan): readonly StepPlan[] {
  return plan.steps.flatMap((step) =>
    step.body ? toolSteps(step.body) : step.process.class === 'CommandLineTool' ? [step] : [],
  );
}

/** Throws CRATE_UNTRUSTED when a tool names no image. */
function refuseBare(plan: Plan, asking: readonly StepPlan[]): void {
  const bare = toolSteps(plan).find((step) => !asking.includes(step));
  if (bare) throw untrusted(`step ${bare.step.name} asks for no container, so it would run directly on this machine`);
}

function untrusted(message: string): CrateRunError {
  return new CrateRunError('CRATE_UNTRUSTED', message);
}

function requiredBy({ requirements }: Demands): DockerRequirement | undefined {
  return requirements.find((requirement) => requirement.class === 'DockerRequirement');
}

function unanswered({ step, demands }: StepPlan): CrateRunError {
  const message = `step ${step.name} requires a container, and neither Docker nor Podman answers`;
  return new CrateRunError('CONTAINER_ENGINE', message, { span: spanOf(requiredBy(demands)) });
}

function unwanted({ step, demands }: StepPlan): CrateRunError {
  const message = `step ${step.name} requires a container (DockerRequirement), and --no-container was given`;
  return new CrateRunError('CWL_UNSUPPORTED', message, { span: spanOf(requiredBy(demands)) });
}

function passedOver(step: string, docker: DockerRequirement | undefined): Diagnostic {
  const message = `step ${step} runs directly on this machine: no container engine answers`;
  return { severity: 'warning', code: 'CONTAINER_ENGINE', message, span: spanOf(docker) };
}
