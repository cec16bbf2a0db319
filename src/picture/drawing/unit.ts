import type { Edge, Graph, Node, PortNode, StepNode } from '../graph/graph.ts';
import { groupBy } from './group.ts';
import { batchCard } from './batch.ts';
import { stepCard } from './card.ts';
import { portList, portPill, portTab } from './port.ts';
import type { Direction, Drawing, Figure } from './scene.ts';

/** What is placed as one thing: a node, several nodes with the same neighbours, or a frame and all within it. */
export interface Unit {
  readonly id: string;
  readonly kind: 'input' | 'output' | 'step' | 'frame';
  /** Nodes that links of this level lead to or from. */
  readonly nodes: readonly Node[];
  /** Ends of the flow that tabs of a frame stay at. */
  readonly pin?: 'first' | 'last';
  readonly figure: Figure;
  /** Outputs of a step that links leave from, each at a place of its own. */
  readonly outputs: readonly string[];
  /** The card with its outputs in another order. */
  redraw?(outputs: readonly string[]): Figure;
  /** What is drawn inside a frame, from its top left corner. */
  readonly inside?: Drawing;
  /** Places of tabs across the flow, by id of the node. */
  readonly tabs?: ReadonlyMap<string, number>;
}

/** Lists of ports are worth it from three on; batches of steps when they would make a rank too wide. */
const fewestPorts = 3;
const fewestSteps = 6;

/** The nodes of a group as units: those with the same neighbours share one, other than tabs. */
export function nodeUnits(graph: Graph, group: string, direction: Direction): readonly Unit[] {
  const nodes = graph.nodes.filter((node) => node.group === group);
  const outputs = outputsOf(graph.edges);
  if (group !== '') {
    const tabs = nodes.filter((node) => node.kind !== 'step').map(tabUnit);
    return [...tabs, ...stepUnits(nodes, graph.edges, outputs, direction)];
  }
  const ports = twins(
    nodes.filter((node) => node.kind !== 'step'),
    graph.edges,
  );
  return [
    ...ports.flatMap((same) => (same.length >= fewestPorts ? [portUnit(same)] : same.map((port) => portUnit([port])))),
    ...stepUnits(nodes, graph.edges, outputs, direction),
  ];
}

function stepUnits(
  nodes: readonly Node[],
  edges: readonly Edge[],
  outputs: ReadonlyMap<string, readonly string[]>,
  direction: Direction,
): readonly Unit[] {
  const steps = nodes.filter((node) => node.kind === 'step');
  return twins(steps, edges).flatMap((same): Unit[] => {
    if (same.length < fewestSteps) return same.map((step) => stepUnit(step, outputs.get(step.id) ?? [], direction));
    return [{ id: same[0]!.id, kind: 'step', nodes: same, outputs: [], ...batchCard(same) }];
  });
}

function stepUnit(step: StepNode, outputs: readonly string[], direction: Direction): Unit {
  const redraw = (order: readonly string[]) => stepCard(step, order, direction);
  return { id: step.id, kind: 'step', nodes: [step], figure: redraw(outputs), outputs, redraw };
}

function portUnit(ports: readonly PortNode[]): Unit {
  const [first] = ports as readonly [PortNode, ...PortNode[]];
  const figure = ports.length > 1 ? portList(ports) : portPill(first);
  return { id: first.id, kind: first.kind, nodes: ports, figure, outputs: [] };
}

function tabUnit(port: PortNode): Unit {
  const pin = port.kind === 'input' ? 'first' : 'last';
  return { id: port.id, kind: port.kind, nodes: [port], pin, figure: portTab(port), outputs: [] };
}

/** Nodes that are linked with exactly the same others, in the order of the document; those without links stay alone. */
function twins<Kind extends Node>(nodes: readonly Kind[], edges: readonly Edge[]): readonly (readonly Kind[])[] {
  const before = groupBy(edges, ({ to }) => to);
  const after = groupBy(edges, ({ from }) => from);
  const ends = (own: readonly Edge[] | undefined, end: 'from' | 'to') => [...new Set(own?.map((edge) => edge[end]))].sort();
  return [
    ...groupBy(nodes, ({ id, kind }) => {
      const neighbours = [ends(before.get(id), 'from'), ends(after.get(id), 'to')];
      return JSON.stringify([kind, ...(neighbours.flat().length > 0 ? neighbours : [id])]);
    }).values(),
  ];
}

function outputsOf(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const named = groupBy(edges, ({ from }) => from);
  return new Map(Array.from(named, ([id, own]) => [id, [...new Set(own.flatMap(({ output }) => output ?? []))]]));
}
