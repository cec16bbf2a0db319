import { actionIri, nameOf } from '../iri.ts';
import { runJob } from '../ledger.ts';
import { inputRoutes, whereNow } from '../whereabouts.ts';
import type { Draft } from './draft.ts';
import { describe, ref } from './graph.ts';
import { topologyPath } from './run.ts';

/** Takes the file that says where steps run into the crate. */
export function addTopology(draft: Draft): void {
  const { topology } = draft.ledger;
  if (!topology) return;
  const name = nameOf(topology.location);
  describe(draft.graph, {
    '@id': topologyPath,
    '@type': 'File',
    name: 'Where steps run',
    alternateName: name === topologyPath ? undefined : name,
    description: 'The deployments, and the steps and data bound to them, in the format of StreamFlow.',
    encodingFormat: 'application/yaml',
    contentSize: String(topology.size),
    sha256: topology.sha256,
    about: ref(actionIri(draft.ledger, runJob)),
  });
  draft.parts.add(topologyPath);
  draft.files.push({ path: topologyPath, from: whereNow(draft.ledger, topology.location, inputRoutes) });
}
