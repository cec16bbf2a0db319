import type { WorkflowStep } from '../../language/model/process.ts';
import { inForce } from '../../language/model/requirement.ts';
import { textFacts } from './data.ts';
import type { Draft } from './draft.ts';
import { ref, type Reference } from './graph.ts';
import { addText } from './source.ts';

/** The Dockerfile that the environment of a step is built from, when the document holds one; steps with the same share it. */
export function describeRecipe(draft: Draft, step: WorkflowStep): Reference | undefined {
  const text = [step, step.run]
    .map((demands) => inForce(demands, 'DockerRequirement')?.dockerFile)
    .find((one) => one !== undefined);
  if (text === undefined) return undefined;
  const path = `environments/${textFacts(text)['sha256']!.slice(0, 12)}/Dockerfile`;
  if (!draft.graph.has(path)) {
    addText(draft, path, text, {
      name: 'Dockerfile',
      description: 'What the container image of a step is built from.',
      encodingFormat: 'text/x-dockerfile',
      conformsTo: ref('https://docs.docker.com/reference/dockerfile/'),
    });
  }
  return ref(path);
}
