import type { Diagnostic } from '../base/error.ts';
import { didYouMean } from '../base/suggest.ts';
import { warning } from './fault.ts';
import { upwards } from './path.ts';
import { stackOf, targetsOf } from './targets.ts';
import type { BoundWorkflow, Deployment, Topology } from './topology.ts';

/** Paths of a workflow. */
export interface Paths {
  /** Its steps however deep, `/align/sort`. */
  readonly steps: readonly string[];
  /** Those of them that run a job. */
  readonly jobs: readonly string[];
  /** `/reads` */
  readonly inputs: readonly string[];
}

/** Warnings for the bindings of steps and ports that the workflow does not have. */
export function strayBindings(workflow: BoundWorkflow, { steps, inputs }: Paths): readonly Diagnostic[] {
  const known = new Set(steps.flatMap((path) => [...upwards(path)]).concat('/'));
  const strays = (
    what: string,
    bindings: BoundWorkflow['steps'] | BoundWorkflow['ports'],
    has: (path: string) => boolean,
    names: Iterable<string>,
  ) =>
    [...bindings.values()]
      .filter(({ path }) => !has(path))
      .map(({ path, span }) => warning(`the workflow has no ${what} ${path}${didYouMean(path, names)}`, span));
  return [
    ...strays('step', workflow.steps, (path) => known.has(path), known),
    ...strays('input', workflow.ports, (path) => inputs.includes(path), inputs),
  ];
}

/** The deployments that no step of the workflows and no data uses. */
export function unusedDeployments(
  { deployments }: Topology,
  uses: readonly { readonly workflow: BoundWorkflow; readonly paths: Paths }[],
): readonly Deployment[] {
  const targets = uses.flatMap(({ workflow, paths }) => [
    ...paths.jobs.flatMap((path) => targetsOf(workflow, path)),
    ...[...workflow.ports.values()].map(({ target }) => target),
  ]);
  const used = new Set(targets.flatMap((target) => stackOf(target).map(({ deployment }) => deployment.name)));
  return [...deployments.values()].filter(({ name }) => !used.has(name));
}

/**
 * What the file says of the workflow in `document`: the entry that names this document, else the only entry. Undefined when there is
 * none, or when there are several and none names it.
 */
export function workflowFor({ workflows }: Topology, document: string): BoundWorkflow | undefined {
  return workflows.find(({ file }) => file === document) ?? (workflows.length === 1 ? workflows[0] : undefined);
}
