import { CrateRunError } from '../base/error.ts';
import { samePlace } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Process, Workflow } from '../language/model/process.ts';

/** What `--target` can name in a workflow: its outputs and its steps. */
export function targetsOf(process: Process): readonly string[] {
  return process.class === 'Workflow' ? [...process.outputs, ...process.steps].map(({ name }) => name) : [];
}

/**
 * The part of a workflow that the targets need: the outputs named, the steps named, and all that these wait for. Inputs
 * that nothing in it reads are gone. Without targets it is the whole. Throws USAGE_ARGUMENT.
 */
export function narrow(process: Process, targets: readonly string[]): Process {
  if (targets.length === 0) return process;
  if (process.class !== 'Workflow') {
    throw new CrateRunError('USAGE_ARGUMENT', `--target needs a workflow, and this is one ${process.class}`);
  }
  const known = targetsOf(process);
  const unknown = targets.find((target) => !known.includes(target));
  if (unknown !== undefined) {
    const like = didYouMean(unknown, known) || `; there are ${known.join(', ')}`;
    throw new CrateRunError('USAGE_ARGUMENT', `--target ${unknown} is neither an output nor a step${like}`);
  }
  return reduced(process, new Set(targets));
}

function reduced(workflow: Workflow, targets: ReadonlySet<string>): Workflow {
  const outputs = workflow.outputs.filter(({ name }) => targets.has(name));
  const steps = new Set(
    workflow.steps.filter(({ name }) => targets.has(name) && !outputs.some((output) => output.name === name)),
  );
  const sources = new Set(outputs.flatMap(({ source }) => source));
  // A set also visits what is added while it is walked.
  const waitFor = (step: Workflow['steps'][number]) => {
    for (const { source } of step.in) for (const name of source) sources.add(name);
  };
  steps.forEach(waitFor);
  for (const source of sources) {
    const maker = workflow.steps.find(({ name }) => source.startsWith(`${name}/`));
    if (!maker || steps.has(maker)) continue;
    steps.add(maker);
    waitFor(maker);
  }
  return samePlace(
    {
      ...workflow,
      inputs: workflow.inputs.filter(({ name }) => sources.has(name)),
      outputs,
      steps: workflow.steps.filter((step) => steps.has(step)),
    },
    workflow,
  );
}
