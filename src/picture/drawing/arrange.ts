import { frameHead, stackDepth } from './card.ts';
import type { Graph, Group, Node } from '../graph/graph.ts';
import { drawInside, drawWhole } from './level.ts';
import type { Direction, Figure, Scene } from './scene.ts';
import { shifted } from './shift.ts';
import { stepTitle } from '../graph/title.ts';
import { isOptional } from '../graph/words.ts';
import { trunksOf } from './trunk.ts';
import { nodeUnits, type Unit } from './unit.ts';

interface Context {
  readonly graph: Graph;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly direction: Direction;
}

/** Finds a place for everything in a graph. */
export function arrange(graph: Graph, direction: Direction): Scene {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const context = { graph, nodes, direction };
  const { units, trunks } = contents('', context);
  return { ...drawWhole(units, trunks, direction), flow: direction };
}

function contents(group: string, context: Context) {
  const { graph, nodes, direction } = context;
  const frames = graph.groups.filter((inner) => inner.group === group).map((inner) => frameUnit(inner, context));
  const units = [...nodeUnits(graph, group, direction), ...frames];
  return { units, trunks: trunksOf(units, graph.edges, nodes) };
}

const pad = 18;

/** A nested workflow: a frame with its name at the head, and tabs for its inputs and outputs at both ends of the flow. */
function frameUnit(group: Group, context: Context): Unit {
  const { graph, direction } = context;
  const head = frameHead(group);
  const { units, trunks } = contents(group.id, context);
  const isDown = direction === 'down';
  const inside = drawInside(
    units,
    trunks,
    direction,
    isDown ? { first: head.height, whole: head.height } : { first: 0, whole: head.width + pad },
  );
  const stack = group.scatter.length > 0 ? stackDepth : 0;
  // The head stands beside the first tabs, where the lines from them do not run through it.
  const firstTabs = units
    .filter(({ pin }) => pin === 'first')
    .map((unit) => {
      const at = inside.tabs.get(unit.id)!;
      return [at - unit.figure.width / 2, at + unit.figure.width / 2] as const;
    });
  const free = isDown ? Math.min(...firstTabs.map(([left]) => left), inside.cross) + pad : Infinity;
  const shift = Math.max(0, head.width + 12 - free);
  const size = isDown
    ? { width: Math.max(inside.cross + 2 * pad + shift, head.width + pad), height: inside.main }
    : { width: inside.main, height: inside.cross + head.height + pad };
  const [dx, dy] = isDown ? [pad + shift, stack] : [0, head.height + stack];
  const moved = shifted(inside, dx, dy);
  const across = isDown ? dx : dy;
  const figure: Figure = {
    look: 'frame',
    width: size.width + stack,
    height: size.height + stack,
    texts: head.texts.map((text) => ({ ...text, y: text.y + stack })),
    chips: head.chips.map((chip) => ({ ...chip, y: chip.y + stack })),
    rules: [],
    stacked: stack > 0,
    optional: isOptional(group),
    repeated: group.loop !== undefined,
    title: stepTitle(group),
    ...(group.outcome && { outcome: group.outcome }),
  };
  const ports = graph.nodes.filter((node) => node.group === group.id && node.kind !== 'step');
  const tabs = new Map(Array.from(inside.tabs, ([id, at]) => [id, at + across]));
  return { id: group.id, kind: 'frame', nodes: ports, figure, outputs: [], inside: moved, tabs };
}
