import type { JsonLdDocument } from '../../base/rdf.ts';
import { jsonLd, n3 } from '../../base/rdf.ts';
import { loadContext } from '../../record/context/loader.ts';
import { contextOf, withoutContexts } from './context.ts';
import type { Metadata } from './metadata.ts';

/** Stands for where the crate is: what its relative ids are resolved against. */
export const base = 'arcp://name,crate/';

/** An indexed set of quads. */
export type Graph = Awaited<ReturnType<typeof emptyGraph>>;

export async function emptyGraph() {
  const { Store } = await n3();
  return new Store();
}

/** The metadata as RDF; asks no network. Throws what the JSON-LD processor throws when it is none. */
export async function toGraph(metadata: Metadata): Promise<Graph> {
  const jsonld = await jsonLd();
  const graph = await emptyGraph();
  const { unknown } = contextOf(metadata);
  const document = withoutContexts(metadata, unknown) as JsonLdDocument;
  const quads = await jsonld.toRDF(document, { base, documentLoader: loadContext });
  graph.addQuads(quads as Parameters<Graph['addQuads']>[0]);
  return graph;
}

/** An IRI as the crate writes it. */
export function asWritten(iri: string): string {
  return iri === base ? './' : iri.startsWith(base) ? iri.slice(base.length) : iri;
}
