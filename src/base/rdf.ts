/** The doors to the packages that read and write RDF. Each loads when it is first needed: that takes tens of milliseconds. */
export type { JsonLdDocument, NodeObject } from 'jsonld';
export type { Quad } from 'n3';

/** JSON-LD. Give it a document loader whenever it is asked something: its own one asks the network. */
export async function jsonLd() {
  return (await import('jsonld')).default;
}

/** Turtle and N-Quads, and an indexed set of quads. */
export function n3() {
  return import('n3');
}

/** Graphs of statements, and their writer. */
export function rdfLib() {
  return import('rdflib');
}
