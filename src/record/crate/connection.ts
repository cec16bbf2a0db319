import type { Sink, Workflow, WorkflowStep } from '../../language/model/process.ts';
import { parameterIri, pathToIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';

type StepsByName = ReadonlyMap<string, WorkflowStep>;

export function stepsByName(workflow: Workflow): StepsByName {
  return new Map(workflow.steps.map((step) => [step.name, step]));
}

/** Describes the links into a step. Step inputs that only expressions read lead to no parameter and have none. */
export function stepConnections(
  draft: Draft,
  workflow: Workflow,
  byName: StepsByName,
  step: WorkflowStep,
): Reference[] | undefined {
  const names = new Set(step.run.inputs.map((input) => input.name));
  const links = step.in.filter((input) => names.has(input.name));
  const found = links.flatMap((input) =>
    connect(draft, workflow, byName, `${step.name}/${input.name}`, input, parameterIri(step.run, input.name)),
  );
  return found.length > 0 ? found : undefined;
}

/** Describes the links into the outputs of a workflow. */
export function describeConnections(draft: Draft, workflow: Workflow): Reference[] | undefined {
  const byName = stepsByName(workflow);
  const found = workflow.outputs.flatMap((output) =>
    connect(draft, workflow, byName, output.name, output, parameterIri(workflow, output.name)),
  );
  return found.length > 0 ? found : undefined;
}

function connect(draft: Draft, workflow: Workflow, byName: StepsByName, name: string, sink: Sink, target: string): Reference[] {
  return sink.source.map((source, index) =>
    describe(draft.graph, {
      '@id': `#connection/${pathToIri(`${workflow.id.slice(1)}/${name}`)}${index === 0 ? '' : `/${index + 1}`}`,
      '@type': 'ParameterConnection',
      sourceParameter: ref(sourceParameter(workflow, byName, source)),
      targetParameter: ref(target),
    }),
  );
}

/** The parameter at the source end of a link: an input of the workflow, or an output of what a step runs. */
function sourceParameter(workflow: Workflow, byName: StepsByName, source: string): string {
  const slash = source.indexOf('/');
  if (slash < 0) return parameterIri(workflow, source);
  const run = byName.get(source.slice(0, slash))?.run ?? workflow;
  return parameterIri(run, source.slice(slash + 1));
}
