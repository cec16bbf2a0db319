import { engineIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe } from './graph.ts';

/** Describes the engine and what it ran on. */
export function describeEngine(draft: Draft): void {
  const { name, version, url, runtime } = draft.ledger.run.engine;
  describe(draft.graph, { '@id': engineIri, '@type': 'SoftwareApplication', name, version, url, runtimePlatform: runtime });
}
