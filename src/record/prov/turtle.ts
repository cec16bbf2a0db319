import { n3 } from '../../base/rdf.ts';
import { engineIri } from '../iri.ts';
import { absolute, baseOf, expand, namespaces, newScribe, type Statement } from './statement.ts';

/** The IRI of the provenance as a whole: of the graph in which TriG has it. */
const bundleIri = '#provenance';

/** Writes statements as Turtle, subject by subject. */
export function writeTurtle(statements: readonly Statement[], run: string): Promise<string> {
  return write([{ statements }], run);
}

/** Writes statements as TriG: in a graph of their own, of which the default graph says whose account it is. */
export function writeTrig(statements: readonly Statement[], run: string, log: string): Promise<string> {
  const scribe = newScribe();
  scribe.introduce(bundleIri, ['prov:Entity', 'prov:Bundle'], 'Provenance of the run');
  scribe.say(bundleIri, 'prov:wasAttributedTo', engineIri);
  scribe.say(bundleIri, 'prov:wasDerivedFrom', log);
  return write([scribe, { statements, graph: bundleIri }], run);
}

interface Graph {
  readonly statements: readonly Statement[];
  /** Absent: the default graph. */
  readonly graph?: string;
}

async function write(graphs: readonly Graph[], run: string): Promise<string> {
  const { DataFactory, Writer } = await n3();
  const { namedNode, literal, quad, defaultGraph } = DataFactory;
  const base = baseOf(run);
  const node = (iri: string) => namedNode(absolute(iri, base));
  const writer = new Writer({
    format: 'application/trig',
    prefixes: { crate: base, ...namespaces },
    baseIRI: base,
    writeBase: true,
  });
  for (const { statements, graph } of graphs) {
    const where = graph === undefined ? defaultGraph() : node(graph);
    for (const { subject, predicate, object } of bySubject(statements)) {
      const thing = typeof object === 'string' ? node(object) : literal(object.text, object.type && node(expand(object.type)));
      writer.addQuad(quad(node(subject), node(expand(predicate)), thing, where));
    }
  }
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) => (error ? reject(error) : resolve(text)));
  });
}

/** The statements with those of one subject together, as the subjects first come, and those of one predicate too. */
function bySubject(statements: readonly Statement[]): readonly Statement[] {
  const subjects = new Map<string, Statement[]>();
  for (const statement of statements) {
    const known = subjects.get(statement.subject);
    if (known) known.push(statement);
    else subjects.set(statement.subject, [statement]);
  }
  return [...subjects.values()].flatMap((own) => own.toSorted((a, b) => order(a.predicate, b.predicate)));
}

function order(a: string, b: string): number {
  const rank = (predicate: string) => (predicate === 'rdf:type' ? '' : predicate);
  return rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0;
}
