import { jsonLd, type JsonLdDocument, type NodeObject } from '../../base/rdf.ts';
import { loadContext } from '../context/loader.ts';
import { absolute, baseOf, expand, namespaces, type Statement } from './statement.ts';

/** Nodes that are compacted together: memory stays small however long the run was. */
const portion = 1000;

/** Writes statements as compacted JSON-LD, one node for each subject. */
export async function writeJsonLd(statements: readonly Statement[], run: string): Promise<string> {
  const jsonld = await jsonLd();
  const context = { crate: baseOf(run), ...namespaces };
  const nodes = [...expandedNodes(statements, baseOf(run)).values()];
  const lines: string[] = [];
  for (let at = 0; at < nodes.length; at += portion) {
    const part = nodes.slice(at, at + portion) as JsonLdDocument;
    const { '@graph': graph } = await jsonld.compact(part, context, {
      graph: true,
      skipExpansion: true,
      documentLoader: loadContext,
    });
    for (const node of graph as readonly NodeObject[]) lines.push(JSON.stringify(node));
  }
  return `{"@context":${JSON.stringify(context)},"@graph":[\n${lines.join(',\n')}\n]}\n`;
}

type ExpandedNode = Record<string, unknown[] | string>;

/** The statements as expanded JSON-LD, by subject, in the order in which subjects first occur. */
function expandedNodes(statements: readonly Statement[], base: string): ReadonlyMap<string, ExpandedNode> {
  const nodes = new Map<string, ExpandedNode>();
  for (const { subject, predicate, object } of statements) {
    let node = nodes.get(subject);
    if (!node) nodes.set(subject, (node = { '@id': absolute(subject, base) }));
    if (predicate === 'rdf:type') add(node, '@type', object);
    else if (typeof object === 'string') add(node, expand(predicate), { '@id': absolute(object, base) });
    else if (object.type === undefined) add(node, expand(predicate), { '@value': object.text });
    else add(node, expand(predicate), { '@value': object.text, '@type': expand(object.type) });
  }
  return nodes;
}

function add(node: ExpandedNode, property: string, value: unknown): void {
  const known = node[property];
  if (Array.isArray(known)) known.push(value);
  else node[property] = [value];
}
