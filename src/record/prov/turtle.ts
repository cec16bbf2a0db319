import { rdfLib } from '../../base/rdf.ts';
import { engineIri } from '../iri.ts';
import { absolute, baseOf, expand, namespaces, newScribe, type Literal, type Statement } from './statement.ts';

type Rdf = Awaited<ReturnType<typeof rdfLib>>;

/** The IRI of the provenance as a whole: of the graph in which TriG has it. */
const bundleIri = '#provenance';

/** Statements that are written together. The time that rdflib's writer takes grows faster than their number. */
const portion = 250;

/** Writes statements as Turtle, subject by subject. */
export async function writeTurtle(statements: readonly Statement[], run: string): Promise<string> {
  const { prefixes, body } = await newWriter(run);
  const lines = body(statements);
  return [...prefixes(), '', ...lines].join('\n');
}

/** Writes statements as TriG: in a graph of their own, of which the default graph says whose account it is. */
export async function writeTrig(statements: readonly Statement[], run: string, log: string): Promise<string> {
  const { prefixes, body } = await newWriter(run);
  const scribe = newScribe();
  scribe.introduce(bundleIri, ['prov:Entity', 'prov:Bundle'], 'Provenance of the run');
  scribe.say(bundleIri, 'prov:wasAttributedTo', engineIri);
  scribe.say(bundleIri, 'prov:wasDerivedFrom', log);
  const lines = [...body(scribe.statements), `<${bundleIri}> {`, ...body(statements), '}', ''];
  return [...prefixes(), '', ...lines].join('\n');
}

/** Writes the bodies of documents, and afterwards the prefixes that they need: rdflib makes up some by itself. */
async function newWriter(run: string) {
  const rdf = await rdfLib();
  const base = baseOf(run);
  const serializer = rdf.Serializer(rdf.graph());
  // Relative to the base of the crate (no default prefix, no shorthand for sameAs and implies).
  serializer.setBase(base).setNamespaces(namespaces).setFlags('s i d');
  let head = '';
  return {
    prefixes: () => [`@base <${base}> .`, `@prefix crate: <${base}> .`, head],
    body: (statements: readonly Statement[]): readonly string[] =>
      portions(statements).map((part) => {
        // Each text begins with the prefixes used so far, and a blank line.
        const text = serializer.statementsToN3(inRdf(rdf, part, base));
        const end = text.indexOf('\n\n');
        head = text.slice(0, end);
        // rdflib escapes a vertical tab in a way that Turtle does not have (RDF 1.1 Turtle §6.4).
        return text.slice(end + 2).replace(/\\([\\v])/g, (escape, letter) => (letter === 'v' ? '\\u000B' : escape));
      }),
  };
}

/** Statements as rdflib has them; a node is made once however often it is named. */
function inRdf({ lit, st, sym }: Rdf, statements: readonly Statement[], base: string) {
  const nodes = new Map<string, ReturnType<typeof sym>>();
  const node = (iri: string) => {
    const known = nodes.get(iri) ?? sym(absolute(iri, base));
    nodes.set(iri, known);
    return known;
  };
  const literal = ({ text, type }: Literal) => lit(text, undefined, type && node(expand(type)));
  return statements.map(({ subject, predicate, object }) =>
    st(node(subject), node(expand(predicate)), typeof object === 'string' ? node(object) : literal(object)),
  );
}

/** The statements in portions, ordered by subject. */
function portions(statements: readonly Statement[]): Statement[][] {
  const sorted = statements.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
  const parts: Statement[][] = [];
  for (let at = 0; at < sorted.length; at += portion) parts.push(sorted.slice(at, at + portion));
  return parts;
}
