import { upwards } from './path.ts';
import { connectors } from './schema/connectors.ts';
import { thisMachine } from './deployments.ts';
import type { BoundWorkflow, Deployment, Layer, StepBinding, Target } from './topology.ts';

const here: Target = { deployment: thisMachine, locations: 1 };

/**
 * The binding in force for a step (`/align/sort`): its own, else that of the nearest workflow that it is in, else that of `/`,
 * else this machine. `workflow` may be absent, for a file that binds nothing.
 */
export function bindingOf(workflow: BoundWorkflow | undefined, step: string): StepBinding {
  for (const path of upwards(step)) {
    const binding = workflow?.steps.get(path);
    if (binding) return binding;
  }
  return { path: '/', targets: [here], filters: [] };
}

/** Whether a target is this machine, without anything upon it. */
export function isThisMachine({ deployment }: Layer): boolean {
  return deployment.type === 'local';
}

/** Where a step may run, in the order of the file; see `filterTargets` for what its filters make of that. */
export function targetsOf(workflow: BoundWorkflow | undefined, step: string): readonly Target[] {
  return bindingOf(workflow, step).targets;
}

/** A target and all that it stands upon: what runs the job first (slurm), what is reached from this machine last (ssh). */
export function stackOf(target: Layer): readonly Layer[] {
  const { wraps } = target.deployment;
  const { deployment, service } = target;
  return [{ deployment, ...(service !== undefined && { service }) }, ...(wraps ? stackOf(wraps) : [])];
}

/**
 * The folder in which the folders of jobs are made: that of the target, else the first that its stack names, from the outside in,
 * else `crate-run` in `temporary` on this machine and in `/tmp` everywhere else.
 */
export function workdirOf(target: Target, temporary: string): string {
  const stack = stackOf(target);
  const named = target.workdir ?? stack.find(({ deployment }) => deployment.workdir !== undefined)?.deployment.workdir;
  if (named !== undefined) return named;
  return `${target.deployment.type === 'local' ? temporary : '/tmp'}/crate-run`;
}

/** The first deployment of a target's stack that crate-run cannot use; undefined when jobs can run there. */
export function obstacleTo(target: Layer): Deployment | undefined {
  return stackOf(target).find(({ deployment }) => connectors.get(deployment.type)?.isServed !== true)?.deployment;
}
