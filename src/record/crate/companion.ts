import { actionIri } from '../iri.ts';
import type { CrateFile, Draft } from './draft.ts';
import { describe, ref } from './graph.ts';
import { runJob } from '../ledger.ts';
import { provFiles, provStandards } from '../prov-files.ts';
import { logPath } from './run.ts';

/** Describes the log of the run, which travels in the crate, and its provenance, which is made beside it. */
export function describeCompanions(draft: Draft, log: CrateFile['from']): void {
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
  for (const { id, name } of provStandards) {
    describe(draft.graph, { '@id': id, '@type': 'CreativeWork', name, version: '2013-04-30' });
  }
  for (const { path, name, encodingFormat, standard } of provFiles) {
    describe(draft.graph, { '@id': path, '@type': 'File', name, encodingFormat, conformsTo: ref(standard.id), about });
  }
  for (const path of [logPath, ...provFiles.map(({ path }) => path)]) draft.parts.add(path);
}
