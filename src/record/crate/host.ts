import { hostIri } from '../iri.ts';
import type { EventOf } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';
import { ownNamespace } from './terms.ts';

/** The place where a job ran, if the log describes it. */
export function hostReference(draft: Draft, location: string | undefined): Reference | undefined {
  return location !== undefined && draft.ledger.locations.has(location) ? ref(hostIri(location)) : undefined;
}

/** Describes the places where jobs ran, with their hardware. */
export function describeHosts(draft: Draft): void {
  for (const host of draft.ledger.locations.values()) describeHost(draft, host);
}

function describeHost(draft: Draft, host: EventOf<'location.described'>): void {
  const facts = {
    os: host.os,
    kernel: host.kernel,
    architecture: host.architecture,
    cpu: host.cpu,
    cores: host.cores,
    memory: host.memoryMiB,
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  describe(draft.graph, {
    '@id': hostIri(host.location),
    '@type': 'Place',
    name: host.hostname,
    additionalProperty: known.map(([name, value]) =>
      describe(draft.graph, {
        '@id': `${hostIri(host.location)}/${name}`,
        '@type': 'PropertyValue',
        name,
        propertyID: ownNamespace + name,
        value: String(value),
        unitCode: name === 'memory' ? 'https://qudt.org/vocab/unit/MebiBYTE' : undefined,
      }),
    ),
  });
}
