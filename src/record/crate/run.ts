import { quote } from '../../base/shell.ts';
import { actionIri, processIri } from '../iri.ts';
import { runJob } from '../ledger.ts';
import { provFiles } from '../prov-files.ts';
import type { Draft } from './draft.ts';
import { describe, ref } from './graph.ts';
import { objects, results } from './objects.ts';
import { agentReference } from './person.ts';
import { statusFacts } from './status.ts';

/** The file in which the log of the run travels. */
export const logPath = 'events.jsonl';

/** The file that says where steps run. */
export const topologyPath = 'streamflow.yml';

/** The file that holds the input object. */
export const inputObjectPath = 'job.json';

/** The page that shows the run to people; the name is that of RO-Crate. */
export const previewPath = 'ro-crate-preview.html';

/**
 * Describes the run of the whole workflow. A run without outputs has its log as result: some result is a must. The
 * input object is beside the inputs, also because `runcrate run` reads `object` only when it is a list.
 */
export function describeRunAction(draft: Draft): void {
  const { ledger, workflow } = draft;
  const id = actionIri(ledger, runJob);
  const inputs = Object.fromEntries(workflow.inputs.map(({ name }) => [name, `#${name}@0`]));
  const object = objects(draft, id, workflow, inputs);
  const settings = ledger.topology ? [ref(topologyPath)] : [];
  const result = results(draft, id, runJob, workflow);
  const errors = ledger.ended?.errors.map((error) => error.message) ?? [];
  describe(draft.graph, {
    '@id': id,
    '@type': 'CreateAction',
    name: `Run of ${titleOf(draft)}`,
    description: ledger.run.command.map(quote).join(' '),
    instrument: ref(processIri(workflow)),
    agent: agentReference(draft),
    object: object.length + settings.length > 0 ? [...object, ref(inputObjectPath), ...settings] : undefined,
    result: result.length > 0 ? result : [ref(logPath)],
    startTime: ledger.run.at,
    endTime: ledger.endTime,
    ...statusFacts(ledger.ended?.status, errors.length > 0 ? errors.join('\n') : undefined),
    subjectOf: [logPath, ...provFiles.map(({ path }) => path)].map(ref),
  });
  draft.mentions.add(id);
}

/** What the run is a run of: the label of the workflow, or of the tool that it was put around, or the name of its file. */
export function titleOf({ workflow, ledger }: Pick<Draft, 'workflow' | 'ledger'>): string {
  const label = workflow.label ?? (ledger.document.wrapped ? workflow.steps[0]?.run.label : undefined);
  return label ?? ledger.document.location.replace(/#.*$/, '').replace(/^.*\//, '');
}
