import type { Graph, Group, Node } from '../graph/graph.ts';
import type { Direction } from '../drawing/scene.ts';
import { plain } from '../drawing/text.ts';
import { isOptional, nodeLines, workMarks } from '../graph/words.ts';

/** A graph as a flowchart of Mermaid, which GitHub and others draw. */
export function writeMermaid(graph: Graph, direction: Direction): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const links = new Set(graph.edges.map(({ from, to }) => `  ${ids.get(from)} --> ${ids.get(to)}`));
  const maybe = graph.nodes.filter(isOptional).map(({ id }) => ids.get(id));
  const lines = [
    `flowchart ${direction === 'down' ? 'TB' : 'LR'}`,
    ...inside('', graph, ids, '  '),
    ...links,
    '  classDef input fill:#e6f4ec,stroke:#3a9a69,color:#1b2530',
    '  classDef output fill:#fdf0de,stroke:#cf7f22,color:#1b2530',
    '  classDef step fill:#ffffff,stroke:#4a7fc1,color:#1b2530',
    '  classDef maybe stroke-dasharray:5 3',
    '  classDef frame fill:#f4f6f9,stroke:#9fb0c3,color:#1b2530',
    ...(graph.groups.length > 0 ? [`  class ${graph.groups.map((_, index) => `g${index}`).join(',')} frame`] : []),
    ...(maybe.length > 0 ? [`  class ${maybe.join(',')} maybe`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function inside(group: string, graph: Graph, ids: ReadonlyMap<string, string>, indent: string): readonly string[] {
  const nodes = graph.nodes
    .filter((node) => node.group === group)
    .map((node) => `${indent}${statement(node, ids.get(node.id)!)}`);
  const frames = graph.groups.flatMap((inner, index) =>
    inner.group === group
      ? [`${indent}subgraph g${index}["${frameLabel(inner)}"]`, ...inside(inner.id, graph, ids, `${indent}  `), `${indent}end`]
      : [],
  );
  return [...nodes, ...frames];
}

function statement(node: Node, id: string): string {
  const label = nodeLines(node).map(escape).join('<br/>');
  if (node.kind !== 'step') return `${id}(["${label}"]):::${node.kind}`;
  const shape = node.scatter.length > 0 ? `[["${label}"]]` : `["${label}"]`;
  return `${id}${shape}:::step`;
}

function frameLabel(group: Group): string {
  return [group.label ?? group.name, ...workMarks(group)].map(escape).join(' · ');
}

/** Everything that Mermaid, Markdown or HTML could take for more than text becomes an entity; Mermaid writes them with #. */
function escape(words: string): string {
  return plain(words).replace(/[^\p{L}\p{N} .,:!?+×=/()[\]'$…·_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
