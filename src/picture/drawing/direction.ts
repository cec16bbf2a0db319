import type { Graph } from '../graph/graph.ts';
import type { Direction } from './scene.ts';

/** How broad and how long a card with its surroundings is, in each direction. */
const room = { down: { across: 190, along: 100 }, right: { across: 74, along: 240 } } as const;
/** Breadth to height of a page or screen that is filled well. */
const ideal = 1.2;

/** The direction in which the picture comes nearer to the shape of a page: chains run down, broad workflows to the right. */
export function bestDirection(graph: Graph): Direction {
  const { length, breadth } = extentOf(graph);
  const down = (breadth * room.down.across) / (length * room.down.along);
  const right = (length * room.right.along) / (breadth * room.right.across);
  return strain(down) <= strain(right) ? 'down' : 'right';
}

function strain(ratio: number): number {
  return Math.abs(Math.log(ratio / ideal));
}

/** Steps and ports on the longest path, and in the fullest rank. */
function extentOf({ nodes, edges }: Graph): { readonly length: number; readonly breadth: number } {
  const ranks = new Map(nodes.map(({ id }) => [id, 0]));
  const readers = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  for (const { from, to } of edges) {
    readers.set(from, [...(readers.get(from) ?? []), to]);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const ready = nodes.filter(({ id }) => !waiting.has(id)).map(({ id }) => id);
  for (const id of ready)
    for (const next of readers.get(id) ?? []) {
      ranks.set(next, Math.max(ranks.get(next)!, ranks.get(id)! + 1));
      waiting.set(next, waiting.get(next)! - 1);
      if (waiting.get(next) === 0) ready.push(next);
    }
  const counts: number[] = [];
  for (const { id, kind } of nodes) if (kind === 'step') counts[ranks.get(id)!] = (counts[ranks.get(id)!] ?? 0) + 1;
  const full = counts.filter((count) => count > 0);
  return { length: Math.max(1, ...ranks.values()) + 1, breadth: Math.max(1, ...full) };
}
