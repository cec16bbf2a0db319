import type { NamedNode, Statement as RdfStatement } from 'rdflib';
import { baseOf, expand, namespaces, type Literal, type Statement } from './statement.ts';

type Rdf = typeof import('rdflib');

/** Statements that are written together. The time that rdflib's writer takes grows faster than their number. */
const portion = 250;

/** Writes statements as Turtle, subject by subject. The door to rdflib. */
export async function writeTurtle(statements: readonly Statement[], run: string): Promise<string> {
  const rdf = await import('rdflib');
  const base = baseOf(run);
  const serializer = rdf.Serializer(rdf.graph());
  // Relative to the base of the crate (no default prefix, no shorthand for sameAs and implies).
  serializer.setBase(base).setNamespaces(namespaces).setFlags('s i d');
  const texts = portions(statements).map((part) => serializer.statementsToN3(inRdf(rdf, part, base)));
  // Each text begins with the prefixes used so far, and a blank line.
  const prefixes = texts.at(-1)?.split('\n\n', 1)[0] ?? '';
  return [`@base <${base}> .`, prefixes, '', ...texts.map((text) => text.slice(text.indexOf('\n\n') + 2))].join('\n');
}

/** Statements as rdflib has them; a node is made once however often it is named. */
function inRdf({ lit, st, sym }: Rdf, statements: readonly Statement[], base: string): RdfStatement[] {
  const nodes = new Map<string, NamedNode>();
  const node = (iri: string): NamedNode => {
    const known = nodes.get(iri);
    if (known) return known;
    const made = sym(/^[a-z]+:/.test(iri) ? iri : base + iri);
    nodes.set(iri, made);
    return made;
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
