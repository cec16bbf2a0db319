const provO = { id: 'http://www.w3.org/TR/2013/REC-prov-o-20130430/', name: 'PROV-O: The PROV Ontology' } as const;
const provN = { id: 'http://www.w3.org/TR/2013/REC-prov-n-20130430/', name: 'PROV-N: The Provenance Notation' } as const;

/** The standards that the provenance is written in. */
export const provStandards = [provO, provN] as const;

/** The files of a crate that hold the provenance of the run, and the standard that each follows. */
export const provFiles = [
  { path: 'prov.ttl', name: 'PROV-O as Turtle', encodingFormat: 'text/turtle', standard: provO },
  { path: 'prov.jsonld', name: 'PROV-O as JSON-LD', encodingFormat: 'application/ld+json', standard: provO },
  { path: 'prov.trig', name: 'PROV-O as TriG, in a graph of its own', encodingFormat: 'application/trig', standard: provO },
  { path: 'prov.provn', name: 'PROV-N', encodingFormat: 'text/provenance-notation', standard: provN },
] as const;

export type ProvPath = (typeof provFiles)[number]['path'];
