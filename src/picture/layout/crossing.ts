import { groupBy } from '../drawing/group.ts';
import type { Slot, Step } from './slot.ts';

/** How often links cross when each slot has this place in its rank. */
export function countCrossings(slots: readonly Slot[], places: readonly number[], links: readonly Step[]): number {
  let sum = 0;
  for (const own of groupBy(links, ({ from }) => slots[from]!.rank).values()) {
    const sorted = own.toSorted(
      (a, b) => places[a.from]! - places[b.from]! || a.fromAt - b.fromAt || places[a.to]! - places[b.to]! || a.toAt - b.toAt,
    );
    sum += inversions(arrivals(sorted, places));
  }
  return sum;
}

/** The order in which links arrive, as whole numbers; those that meet the same place of the same slot arrive together. */
function arrivals(links: readonly Step[], places: readonly number[]): readonly number[] {
  const order = [...links.keys()].sort(
    (a, b) => places[links[a]!.to]! - places[links[b]!.to]! || links[a]!.toAt - links[b]!.toAt,
  );
  const values = new Array<number>(links.length).fill(0);
  for (const [index, at] of order.entries()) {
    const [link, before] = [links[at]!, links[order[index - 1] ?? at]!];
    const isSame = link.to === before.to && link.toAt === before.toAt;
    values[at] = index === 0 ? 0 : values[order[index - 1]!]! + (isSame ? 0 : 1);
  }
  return values;
}

/** Pairs in the wrong order, counted with a binary indexed tree. */
function inversions(values: readonly number[]): number {
  const limit = Math.max(...values) + 1;
  const tree = new Array<number>(limit + 1).fill(0);
  let sum = 0;
  for (const [index, value] of values.entries()) {
    let notAbove = 0;
    for (let node = value + 1; node > 0; node -= node & -node) notAbove += tree[node]!;
    sum += index - notAbove;
    for (let node = value + 1; node <= limit; node += node & -node) tree[node]!++;
  }
  return sum;
}
