import type { Graph, Group, Node } from '../graph/graph.ts';
import { palette, skins } from './palette.ts';
import type { Direction, Look } from '../drawing/scene.ts';
import { plain } from '../drawing/text.ts';
import { isOptional, nodeLines, workMarks } from '../graph/words.ts';

/** A graph in the language of Graphviz; nested workflows are clusters. */
export function writeDot(graph: Graph, direction: Direction): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const links = new Set(graph.edges.map(({ from, to }) => `  ${ids.get(from)} -> ${ids.get(to)};`));
  const lines = [
    `digraph ${quoted(graph.name)} {`,
    `  graph [rankdir=${direction === 'down' ? 'TB' : 'LR'}, fontname="Helvetica", fontsize=11, labeljust=l, nodesep=0.3, ranksep=0.45];`,
    `  node [fontname="Helvetica", fontsize=10, shape=box, margin="0.14,0.07", fontcolor="${palette.ink.light}"];`,
    `  edge [color="${palette.wire.light}", arrowsize=0.7];`,
    ...inside('', graph, ids, '  '),
    ...links,
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function inside(group: string, graph: Graph, ids: ReadonlyMap<string, string>, indent: string): readonly string[] {
  const nodes = graph.nodes
    .filter((node) => node.group === group)
    .map((node) => `${indent}${ids.get(node.id)} ${attributes(node)};`);
  const frames = graph.groups.flatMap((inner, index) =>
    inner.group === group
      ? [
          `${indent}subgraph cluster_${index} {`,
          `${indent}  label=${quoted(frameLabel(inner))}; style="rounded,filled"; color="${skins.frame.line.light}"; fillcolor="${skins.frame.fill.light}";`,
          ...inside(inner.id, graph, ids, `${indent}  `),
          `${indent}}`,
        ]
      : [],
  );
  return [...nodes, ...frames];
}

function attributes(node: Node): string {
  const look: Look = node.kind === 'step' ? (node.runs === 'Workflow' ? 'workflow' : 'tool') : node.kind;
  const { fill, line } = skins[look];
  const style = ['rounded', 'filled', ...(isOptional(node) ? ['dashed'] : [])].join(',');
  const twice = node.kind === 'step' && node.scatter.length > 0 ? ', peripheries=2' : '';
  const label = nodeLines(node).map(plain).join('\n');
  return `[label=${quoted(label)}, style="${style}", fillcolor="${fill.light}", color="${line.light}"${twice}]`;
}

function frameLabel(group: Group): string {
  return [group.label ?? group.name, ...workMarks(group)].map(plain).join('\n');
}

/** A string of Graphviz: what it would read as an escape or, in labels, as an entity stays text. */
function quoted(words: string): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${safe}"`;
}
