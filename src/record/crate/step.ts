import type { Workflow, WorkflowStep } from '../../language/model/process.ts';
import { processIri, stepIri } from '../iri.ts';
import { stepConnections, stepsByName } from './connection.ts';
import type { Draft } from './draft.ts';
import { describeRecipe } from './recipe.ts';
import { describe, ref, type Reference } from './graph.ts';

/** Describes the steps of a workflow in data-flow order. */
export function describeSteps(draft: Draft, workflow: Workflow): Reference[] {
  const byName = stepsByName(workflow);
  return inDataFlowOrder(workflow).map((step, position) =>
    describe(draft.graph, {
      '@id': stepIri({ workflow, step }),
      '@type': 'HowToStep',
      name: step.label ?? step.name,
      description: step.doc,
      position: String(position),
      workExample: ref(processIri(step.run)),
      buildInstructions: describeRecipe(draft, step),
      connection: stepConnections(draft, workflow, byName, step),
    }),
  );
}

/** The steps so ordered that each comes after those it reads from; steps that are free to swap keep the document's order. */
function inDataFlowOrder(workflow: Workflow): readonly WorkflowStep[] {
  const byName = stepsByName(workflow);
  const ordered = new Set<WorkflowStep>();
  const entered = new Set<WorkflowStep>();
  for (const first of workflow.steps) {
    const stack = [first];
    while (stack.length > 0) {
      const step = stack.at(-1)!;
      const before = entered.has(step) ? [] : sourcesOf(step, byName);
      entered.add(step);
      const waiting = before.filter((other) => !entered.has(other));
      if (waiting.length > 0) stack.push(...waiting.reverse());
      else ordered.add(stack.pop()!);
    }
  }
  return [...ordered];
}

function sourcesOf(step: WorkflowStep, byName: ReadonlyMap<string, WorkflowStep>): WorkflowStep[] {
  const sources = step.in.flatMap((input) => input.source).map((source) => byName.get(source.split('/')[0]!));
  return sources.filter((source) => source !== undefined);
}
