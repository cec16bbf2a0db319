import { engineIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe } from './graph.ts';
import { describeImages } from './image.ts';

/** Describes the engine, what it ran on, and what it ran containers with. */
export function describeEngine(draft: Draft): void {
  const { name, version, url, runtime } = draft.ledger.run.engine;
  describe(draft.graph, {
    '@id': engineIri,
    '@type': 'SoftwareApplication',
    name,
    version,
    url,
    runtimePlatform: runtime,
    softwareRequirements: describeImages(draft),
  });
}
