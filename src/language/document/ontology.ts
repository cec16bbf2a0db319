import { Readable } from 'node:stream';
import { n3 } from '../../base/rdf.ts';
import { readText, type FetchText } from './text/fetch.ts';

/** Whether format `a` is `b` or a kind of it; both are IRIs. */
export type IsSubFormat = (a: string, b: string) => boolean;

const above = new Set(['http://www.w3.org/2000/01/rdf-schema#subClassOf', 'http://www.w3.org/2002/07/owl#equivalentClass']);
const equivalent = 'http://www.w3.org/2002/07/owl#equivalentClass';

/**
 * Reads the ontologies that `$schemas` names (RDF/XML or Turtle) and says which format is a kind of which: along
 * rdfs:subClassOf and owl:equivalentClass (CWL v1.2 CommandLineTool, format). Throws DOC_NOT_FOUND and DOC_SYNTAX.
 */
export async function loadOntology(schemas: Iterable<string>, fetchText?: FetchText): Promise<IsSubFormat> {
  const parents = new Map<string, string[]>();
  const link = (child: string, parent: string) => {
    const known = parents.get(child);
    if (known) known.push(parent);
    else parents.set(child, [parent]);
  };
  for (const schema of schemas) {
    for await (const { subject, predicate, object } of await parse(await readText(schema, { fetchText }), schema)) {
      if (!above.has(predicate.value)) continue;
      link(subject.value, object.value);
      if (predicate.value === equivalent) link(object.value, subject.value);
    }
  }
  return (a, b) => reaches(parents, a, b);
}

interface Quad {
  readonly subject: { readonly value: string };
  readonly predicate: { readonly value: string };
  readonly object: { readonly value: string };
}

async function parse(text: string, baseIRI: string): Promise<AsyncIterable<Quad>> {
  if (!/^\s*<(\?xml|!DOCTYPE|!--|rdf:RDF)/.test(text)) {
    const { Parser } = await n3();
    return Readable.from(new Parser({ baseIRI }).parse(text));
  }
  const { RdfXmlParser } = await import('rdfxml-streaming-parser');
  return Readable.from([text]).pipe(new RdfXmlParser({ baseIRI }));
}

function reaches(parents: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const format of seen) {
    if (format === to) return true;
    for (const parent of parents.get(format) ?? []) seen.add(parent);
  }
  return false;
}
