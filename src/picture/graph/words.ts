import type { Group, Node, Work } from './graph.ts';

/** What a text of a node says, line by line: its label, what it runs or its type, what is special about it. */
export function nodeLines(node: Node): readonly string[] {
  if (node.kind !== 'step')
    return [node.label ?? node.name, node.label === undefined ? node.type : `${node.name} · ${node.type}`];
  const program = node.command ?? node.tool;
  return [
    node.label ?? node.name,
    ...(program === undefined || program === node.name ? [] : [program]),
    ...(node.steps === undefined ? [] : [`${node.steps} steps`]),
    ...workMarks(node),
  ];
}

/** Scatter, condition and loop of a step in a few words each. */
export function workMarks({ scatter, scatterMethod, when, loop }: Work): readonly string[] {
  const each = scatter.join(scatterMethod === 'dotproduct' ? ' + ' : ' × ');
  const condition = when
    ?.trim()
    .replace(/^\$[({]\s*|\s*[)}]$/g, '')
    .replace(/\binputs\./g, '');
  return [
    ...(scatter.length > 0 ? [`each ${each}`] : []),
    ...(condition === undefined ? [] : [`${loop === undefined ? 'if' : 'repeat while'} ${condition}`]),
  ];
}

/** Whether a step may be skipped or an input left out. */
export function isOptional(node: Node | Group): boolean {
  return 'optional' in node ? node.optional : node.when !== undefined && node.loop === undefined;
}
