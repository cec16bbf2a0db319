import { actionIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe, ref } from './graph.ts';
import { runJob } from '../ledger.ts';
import { logPath, provPaths } from './run.ts';
import { profiles } from './terms.ts';

/** Describes the log of the run, which travels in the crate, and its provenance as PROV-O, which is made beside it. */
export function describeCompanions(draft: Draft, log: string): void {
  const about = ref(actionIri(draft.ledger, runJob));
  describe(draft.graph, {
    '@id': logPath,
    '@type': 'File',
    name: 'Event log',
    description: 'All that happened in the run, one JSON object a line, from which the rest of this crate was made.',
    encodingFormat: 'application/jsonl',
    about,
  });
  draft.files.push({ path: logPath, from: log });
  for (const [path, encodingFormat] of [
    [provPaths.turtle, 'text/turtle'],
    [provPaths.jsonld, 'application/ld+json'],
  ] as const) {
    describe(draft.graph, {
      '@id': path,
      '@type': 'File',
      name: 'PROV-O',
      encodingFormat,
      conformsTo: ref(profiles.prov.id),
      about,
    });
  }
  for (const path of [logPath, provPaths.turtle, provPaths.jsonld]) draft.parts.add(path);
}
