import { CrateRunError } from '../base/error.ts';
import { writeJson } from '../base/json.ts';
import { filterTargets } from '../topology/filters.ts';
import { bindingOf, isThisMachine } from '../topology/targets.ts';
import type { BoundWorkflow, Deployment, StepBinding, Target } from '../topology/topology.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import type { CwlObject } from '../language/model/value.ts';

/** Says where the jobs of a run may go. */
export interface Scheduler {
  /** The targets that a step is bound to. */
  boundTargets(step: string): readonly Target[];
  /**
   * The targets of a job, the best first, each with the container around it that the tool asks for. Throws SCHED_IMPOSSIBLE when
   * filters leave none.
   */
  targetsFor(step: string, tool: CommandLineTool, demands: Demands, inputs: CwlObject): readonly Target[];
}

/** `random` gives numbers from 0 to below 1; `useContainers` is whether tools may have the containers that they ask for. */
export function createScheduler(workflow: BoundWorkflow | undefined, useContainers: boolean, random: () => number): Scheduler {
  const bindings = new Map<string, StepBinding>();
  const containers = new Map<string, Deployment>();

  function bindingFor(step: string): StepBinding {
    const known = bindings.get(step) ?? bindingOf(workflow, step);
    bindings.set(step, known);
    return known;
  }

  /** A container at a location is a deployment like any other: one for each image and place. */
  function inContainer(target: Target, image: string, network: boolean): Target {
    const { deployment, service } = target;
    const key = JSON.stringify([deployment.name, service, image, network]);
    const known = containers.get(key);
    const made: Deployment = known ?? {
      name: `${deployment.name}-container${containers.size + 1}`,
      type: 'docker',
      config: { image, ...(network ? {} : { network: ['none'] }) },
      services: new Map(),
      external: false,
      lazy: true,
      wraps: { deployment, ...(service === undefined ? {} : { service }) },
      span: deployment.span,
    };
    containers.set(key, made);
    const { service: _, ...rest } = target;
    return { ...rest, deployment: made };
  }

  return {
    boundTargets: (step) => bindingFor(step).targets,
    targetsFor(step, { cwlVersion }, demands, inputs) {
      const { targets, filters, span } = bindingFor(step);
      const left = filterTargets(targets, filters, (name) => textOf(inputs[name]), random);
      if (left.length === 0) {
        const message = `the filters ${filters.map(({ name }) => name).join(', ')} leave no location for step ${step}`;
        throw new CrateRunError('SCHED_IMPOSSIBLE', message, { span });
      }
      const image = useContainers ? inForce(demands, 'DockerRequirement')?.dockerPull : undefined;
      if (image === undefined) return left;
      // An expression may say yes. Without NetworkAccess there is no network, except in v1.0, which did not know it (CWL v1.1 changelog).
      const network = (inForce(demands, 'NetworkAccess')?.networkAccess ?? cwlVersion === 'v1.0') !== false;
      return left.map((target) => (isThisMachine(target) || isContainer(target) ? target : inContainer(target, image, network)));
    },
  };
}

function isContainer({ deployment: { type } }: Target): boolean {
  return ['docker', 'singularity', 'apptainer'].includes(type);
}

/** A value as filters compare it; undefined for what is no single value. */
function textOf(value: CwlObject[string] | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? writeJson(value) : undefined;
}
