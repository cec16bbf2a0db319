import type { NamedNode, Statement as RdfStatement } from 'rdflib';
import { baseOf, expand, namespaces, type Statement, type Term } from './statement.ts';

/** Statements that are written together. The time that rdflib's writer takes grows faster than their number. */
const portion = 250;

/** Writes statements as Turtle, subject by subject. The door to rdflib. */
export async function writeTurtle(statements: readonly Statement[], run: string): Promise<string> {
  const { graph, lit, Serializer, st, sym } = await import('rdflib');
  const base = baseOf(run);
  const serializer = Serializer(graph());
  // Relative to the base of the crate (no default prefix, no shorthand for sameAs and implies).
  serializer.setBase(base).setNamespaces(namespaces).setFlags('s i d');

  const node = (iri: string): NamedNode => sym(/^[a-z]+:/.test(iri) ? iri : base + iri);
  const predicates = new Map<Term, NamedNode>();
  const predicate = (term: Term): NamedNode => {
    const known = predicates.get(term) ?? node(expand(term));
    predicates.set(term, known);
    return known;
  };
  const said = ({ subject, predicate: term, object }: Statement): RdfStatement =>
    st(
      node(subject),
      predicate(term),
      typeof object === 'string' ? node(object) : lit(object.text, undefined, object.type && predicate(object.type)),
    );
  const texts = portions(statements).map((part) => serializer.statementsToN3(part.map(said)));
  // Each text begins with the prefixes used so far, and a blank line.
  const prefixes = texts.at(-1)?.split('\n\n', 1)[0] ?? '';
  return [`@base <${base}> .`, prefixes, '', ...texts.map((text) => text.slice(text.indexOf('\n\n') + 2))].join('\n');
}

/** The statements in portions, ordered by subject. */
function portions(statements: readonly Statement[]): Statement[][] {
  const sorted = statements.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
  const parts: Statement[][] = [];
  for (let at = 0; at < sorted.length; at += portion) parts.push(sorted.slice(at, at + portion));
  return parts;
}
