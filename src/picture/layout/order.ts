import { countCrossings } from './crossing.ts';
import type { Slot, Step } from './slot.ts';

const mostSweeps = 24;
/** Sweeps without success before giving up. */
const patience = 5;

/** The slots of each rank in an order in which few links cross: by the mean place of their neighbours, to and fro. */
export function orderRanks(slots: readonly Slot[], links: readonly Step[]): readonly (readonly number[])[] {
  const before = neighbours(slots, links, 'to', 'from');
  const after = neighbours(slots, links, 'from', 'to');
  const places = new Array<number>(slots.length).fill(0);
  let ranks = firstOrder(slots, before, after);
  for (const rank of ranks) number(rank, places);
  let best = ranks;
  let fewest = countCrossings(slots, places, links);
  for (let sweep = 0, tries = 0; sweep < mostSweeps && tries < patience && fewest > 0; sweep++, tries++) {
    const isDown = sweep % 2 === 0;
    const sorted = (isDown ? ranks : ranks.toReversed()).map((rank) => {
      const next = byMean(rank, isDown ? before : after, places, sweep % 4 >= 2);
      number(next, places);
      return next;
    });
    ranks = isDown ? sorted : sorted.toReversed();
    const crossings = countCrossings(slots, places, links);
    if (crossings < fewest) [best, fewest, tries] = [ranks, crossings, 0];
  }
  return best;
}

interface Neighbour {
  readonly slot: number;
  /** Where the link meets it, as a share of its room. */
  readonly at: number;
  readonly weight: number;
}

type Neighbours = readonly (readonly Neighbour[])[];

function neighbours(slots: readonly Slot[], links: readonly Step[], of: 'from' | 'to', other: 'from' | 'to'): Neighbours {
  const found: Neighbour[][] = slots.map(() => []);
  for (const link of links) {
    const at = (other === 'from' ? link.fromAt : link.toAt) / Math.max(1, slots[link[other]]!.cross);
    found[link[of]]!.push({ slot: link[other], at, weight: link.weight });
  }
  return found;
}

/** Ranks as a walk from the beginning of the document meets them. */
function firstOrder(slots: readonly Slot[], before: Neighbours, after: Neighbours): readonly (readonly number[])[] {
  const ranks: number[][] = Array.from({ length: Math.max(...slots.map(({ rank }) => rank)) + 1 }, () => []);
  const seen = new Set<number>();
  const all = [...slots.keys()];
  const stack = [...all.filter((slot) => before[slot]!.length === 0), ...all].reverse();
  for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
    if (seen.has(slot)) continue;
    seen.add(slot);
    ranks[slots[slot]!.rank]!.push(slot);
    for (const next of after[slot]!.toReversed()) stack.push(next.slot);
  }
  return ranks;
}

/** Sorted by the mean place of their neighbours; those without keep their place, and ties keep or turn their order. */
function byMean(rank: readonly number[], near: Neighbours, places: readonly number[], turn: boolean): readonly number[] {
  const means = new Map<number, number>();
  for (const slot of rank) if (near[slot]!.length > 0) means.set(slot, mean(near[slot]!, places));
  const moving = (turn ? rank.toReversed() : rank).filter((slot) => means.has(slot));
  const sorted = moving.toSorted((a, b) => means.get(a)! - means.get(b)!);
  let next = 0;
  return rank.map((slot) => (means.has(slot) ? sorted[next++]! : slot));
}

function mean(near: readonly Neighbour[], places: readonly number[]): number {
  const weight = near.reduce((sum, one) => sum + one.weight, 0);
  return near.reduce((sum, one) => sum + one.weight * (places[one.slot]! + one.at), 0) / weight;
}

function number(rank: readonly number[], places: number[]): void {
  for (const [index, slot] of rank.entries()) places[slot] = index;
}
