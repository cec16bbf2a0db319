import { packedDocument } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe, ref, refs } from './graph.ts';
import { describeLicense } from './license.ts';
import { agentReference, organisationReference } from './person.ts';
import { previewPath, titleOf } from './run.ts';
import { profilesOf, type Dialect } from './dialect.ts';

/**
 * Describes the metadata file, the root and the profiles. Call it when all else has been described: the root refers to
 * it. A run in which no tool came to run has no provenance of steps, and claims none.
 */
export function describeRoot(draft: Draft, dialect: Dialect): void {
  const { ledger, workflow } = draft;
  const hasSteps = [...draft.graph.values()].some((entity) => entity['@type'] === 'OrganizeAction');
  const { process, workflow: workflowRun, provenance, workflowCrate } = dialect;
  const claimed = [process, workflowRun, ...(hasSteps ? [provenance] : []), workflowCrate];
  const title = titleOf(draft);
  describe(draft.graph, {
    '@id': 'ro-crate-metadata.json',
    '@type': 'CreativeWork',
    about: ref('./'),
    conformsTo: refs(dialect.descriptor),
  });
  // RO-Crate 1.1, RO-Crate Website: the preview is about the root, and no part of it.
  describe(draft.graph, {
    '@id': previewPath,
    '@type': 'CreativeWork',
    name: `Run of ${title}: preview`,
    encodingFormat: 'text/html',
    about: ref('./'),
  });
  describe(draft.graph, {
    '@id': './',
    '@type': 'Dataset',
    name: `Run of ${title}`,
    description: workflow.doc ?? `A run of the workflow ${title} with its inputs, outputs and provenance.`,
    datePublished: ledger.endTime,
    license: describeLicense(draft),
    author: agentReference(draft),
    publisher: organisationReference(draft),
    conformsTo: claimed.map((profile) => ref(profile.id)),
    mainEntity: ref(packedDocument),
    hasPart: refs(draft.parts),
    mentions: refs(draft.mentions),
  });
  for (const { id, name, version } of profilesOf(dialect)) {
    describe(draft.graph, { '@id': id, '@type': dialect.profileType, name, version });
  }
}
