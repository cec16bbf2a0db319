import { deploymentIri, hostIri } from '../iri.ts';
import type { Attempt, EventOf } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';
import { describeFacts } from './property.ts';

const mebibyte = 'https://qudt.org/vocab/unit/MebiBYTE';

/** The place that a location is, if the log describes it. */
export function placeReference(draft: Draft, location: string | undefined): Reference | undefined {
  return location !== undefined && draft.ledger.locations.has(location) ? ref(hostIri(location)) : undefined;
}

/** Where an attempt ran: the node that a queue manager chose before the queue that it was given to, then its other places. */
export function placesOf(draft: Draft, { scheduled, ended }: Attempt): Reference[] | undefined {
  const places = [ended?.host, scheduled?.location, ...(scheduled?.others ?? [])].map((location) =>
    placeReference(draft, location),
  );
  const known = new Map(places.flatMap((place) => (place ? [[place['@id'], place]] : [])));
  return known.size > 0 ? [...known.values()] : undefined;
}

/** Describes the places where jobs ran, with their hardware, each within what it is part of. */
export function describePlaces(draft: Draft): void {
  for (const place of draft.ledger.locations.values()) describePlace(draft, place);
}

function describePlace(draft: Draft, place: EventOf<'location.described'>): void {
  const iri = hostIri(place.location);
  const { deployment, service, address, os, kernel, architecture, cpu, cores, memoryMiB: memory } = place;
  const around = placeReference(draft, place.within) ?? (deployment === undefined ? undefined : ref(deploymentIri(deployment)));
  describe(draft.graph, {
    '@id': iri,
    '@type': 'Place',
    name: place.hostname,
    alternateName: deployment === undefined ? undefined : place.location,
    containedInPlace: around,
    additionalProperty: describeFacts(
      draft,
      iri,
      { os, kernel, architecture, cpu, cores, memory, service, reachedAt: address },
      { memory: mebibyte },
    ),
  });
}
