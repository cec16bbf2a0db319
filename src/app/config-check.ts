import { tmpdir } from 'node:os';
import { CrateRunError, type Diagnostic } from '../base/error.ts';
import type { LoadedProcess } from '../language/document/load.ts';
import { wrapTool } from '../language/document/wrap.ts';
import type { Process } from '../language/model/process.ts';
import { strayBindings, unusedDeployments, workflowFor, type Paths } from '../topology/survey.ts';
import { bindingOf, obstacleTo, stackOf, workdirOf } from '../topology/targets.ts';
import type { BoundWorkflow, Deployment, Layer, Target, Topology } from '../topology/topology.ts';
import { compile, type Plan, type StepPlan } from '../workflow/plan/plan.ts';
import { openTopology } from './open-topology.ts';
import { openDocument } from './prepare.ts';
import { validateJob } from './validate.ts';

/** What a file of StreamFlow would do, found out without connecting to anything. */
export interface ConfigCheck {
  readonly file: string;
  readonly workflows: readonly CheckedWorkflow[];
  /** Deployments that nothing uses, when there is a workflow to tell. */
  readonly unused: readonly PlaceName[];
  readonly warnings: readonly Diagnostic[];
  /** Steps that cannot run, because no target of theirs is supported. */
  readonly faults: readonly Diagnostic[];
}

/** A CWL document and where its parts go. */
export interface CheckedWorkflow {
  readonly document: string;
  /** Steps that run a job, in the order of the document; those in workflows of steps too. */
  readonly steps: readonly CheckedStep[];
  /** Inputs whose data is at a place already. */
  readonly ports: readonly { readonly path: string; readonly target: Place }[];
}

export interface CheckedStep {
  readonly path: string;
  /** Where the binding that counts was made: the step itself, or what it is in. Absent for a step that nothing binds. */
  readonly boundAt?: string;
  readonly targets: readonly Place[];
  readonly filters: readonly string[];
}

export interface PlaceName {
  readonly deployment: string;
  readonly type: string;
  readonly service?: string;
}

/** A target with all that follows from what it stands upon. */
export interface Place extends PlaceName {
  readonly locations: number;
  readonly workdir: string;
  /** What it wraps, from the outside in. */
  readonly wraps: readonly PlaceName[];
  readonly supported: boolean;
}

/** What is checked: without a workflow, those that the file itself names. */
export interface ConfigQuestion {
  readonly file: string;
  readonly workflow?: string | undefined;
  readonly job?: string | undefined;
  readonly strict?: boolean;
}

/** Says what would go where. Throws DOC_*, CWL_* and TOPOLOGY_INVALID. */
export async function checkConfig({ file, workflow, job, strict = true }: ConfigQuestion): Promise<ConfigCheck> {
  const { topology, warnings } = await openTopology(file);
  const questions = workflow === undefined ? topology.workflows : [undefined];
  const looked = [];
  for (const entry of questions) {
    const loaded = await openDocument(workflow ?? entry!.file, { strict });
    const input = job ?? (workflow === undefined ? entry!.settings : undefined);
    const noticed = input === undefined ? [] : (await validateJob(input, loaded)).warnings;
    const binds = entry ?? choose(topology, file, loaded);
    const { process } = loaded;
    looked.push({ process, workflow: binds, paths: pathsOf(process), warnings: [...loaded.warnings, ...noticed] });
  }
  const known = looked.flatMap(({ workflow, paths }) => (workflow ? [{ workflow, paths }] : []));
  const strays = known.flatMap(({ workflow, paths }) => strayBindings(workflow, paths));
  const workflows = looked.map(({ process, workflow, paths }) => describeWorkflow(process, workflow, paths));
  return {
    file,
    workflows,
    unused: looked.length === 0 ? [] : unusedDeployments(topology, known).map((deployment) => nameOf({ deployment })),
    warnings: [...warnings, ...strays, ...looked.flatMap((one) => one.warnings)],
    faults: looked.flatMap(({ workflow, paths }) => paths.jobs.flatMap((step) => unsupported(workflow, step))),
  };
}

/** What the file says of a document. Throws USAGE_ARGUMENT when it could mean several things. */
function choose(topology: Topology, file: string, { sources }: LoadedProcess): BoundWorkflow | undefined {
  const document = sources[0]!.location;
  const found = workflowFor(topology, document);
  if (found !== undefined || topology.workflows.length === 0) return found;
  const names = topology.workflows.map(({ name }) => name).join(', ');
  throw new CrateRunError('USAGE_ARGUMENT', `${file} has several workflows (${names}), and none of them is about ${document}`);
}

function pathsOf(process: Process): Paths {
  const steps = stepsOf(compile(process.class === 'Workflow' ? process : wrapTool(process)));
  return {
    steps: steps.map(({ path }) => path),
    // Expressions are evaluated by crate-run itself.
    jobs: steps.filter(({ process }) => process.class !== 'ExpressionTool').map(({ path }) => path),
    inputs: process.inputs.map(({ name }) => `/${name}`),
  };
}

/** Steps that hold no others. */
function stepsOf({ steps }: Plan): readonly StepPlan[] {
  return steps.flatMap((step) => (step.body ? stepsOf(step.body) : [step]));
}

function describeWorkflow({ document }: Process, workflow: BoundWorkflow | undefined, { jobs }: Paths): CheckedWorkflow {
  return {
    document,
    steps: jobs.map((path): CheckedStep => {
      const { span, path: boundAt, targets, filters } = bindingOf(workflow, path);
      return {
        path,
        ...(span && { boundAt }),
        targets: targets.map(describe),
        filters: filters.map(({ name, type }) => (name === type ? name : `${name} (${type})`)),
      };
    }),
    ports: [...(workflow?.ports.values() ?? [])].map(({ path, target }) => ({ path, target: describe(target) })),
  };
}

function describe(target: Target): Place {
  const [own, ...wraps] = stackOf(target).map(nameOf);
  return {
    ...own!,
    locations: target.locations,
    workdir: workdirOf(target, tmpdir()),
    wraps,
    supported: obstacleTo(target) === undefined,
  };
}

function nameOf({ deployment: { name, type }, service }: Layer): PlaceName {
  return { deployment: name, type, ...(service !== undefined && { service }) };
}

function unsupported(workflow: BoundWorkflow | undefined, step: string): readonly Diagnostic[] {
  const { targets, span } = bindingOf(workflow, step);
  const obstacles = targets.map(obstacleTo).filter((one): one is Deployment => one !== undefined);
  if (obstacles.length < targets.length) return [];
  const types = [...new Set(obstacles.map(({ name, type }) => `"${name}" is of type ${type}`))].join(', ');
  const message = `step ${step} cannot run anywhere it is bound to: ${types}`;
  return [{ severity: 'error', code: 'TOPOLOGY_UNSUPPORTED', message, span }];
}
