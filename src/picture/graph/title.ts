import type { Edge, Group, Node, PortNode, StepNode } from './graph.ts';

/** Everything known about a step, in lines. */
export function stepTitle(step: StepNode | Group): string {
  const { name, label, doc, runs, tool, command, image, software, scatter, scatterMethod, when, loop, steps } = step;
  return lines([
    label === undefined ? name : `${label} (${name})`,
    `${runs}${tool === undefined ? '' : ` ${tool}`}${command === undefined ? '' : `: ${command}`}`,
    steps === undefined ? undefined : `${steps} steps`,
    image === undefined ? undefined : `container image ${image}`,
    software.length === 0 ? undefined : `software ${software.join(', ')}`,
    scatter.length === 0 ? undefined : `for each element of ${scatter.join(', ')}${scatterMethod ? ` (${scatterMethod})` : ''}`,
    when === undefined || loop !== undefined ? undefined : `only when ${when}`,
    loop === undefined
      ? undefined
      : `repeated while ${when ?? 'true'}, gives ${loop === 'last_iteration' ? 'the outputs of the last iteration' : 'lists of all outputs'}`,
    doc,
  ]);
}

/** Everything known about an input or output, in lines. */
export function portTitle({ kind, name, label, doc, type, optional }: PortNode): string {
  return lines([
    `${kind} ${label === undefined ? name : `${label} (${name})`}`,
    `${type}${optional ? ', may be left out' : ''}`,
    doc,
  ]);
}

/** The links of one line: from where to where. */
export function linkTitle(edges: readonly Edge[], nodes: ReadonlyMap<string, Node>): string {
  const end = (id: string, port: string | undefined) =>
    [nodes.get(id)?.name ?? id, ...(port === undefined ? [] : [port])].join('/');
  return lines(edges.map(({ from, output, to, input }) => `${end(from, output)} → ${end(to, input)}`));
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('\n')
    .trim();
}
