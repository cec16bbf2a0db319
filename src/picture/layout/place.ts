import { orderRanks } from './order.ts';
import type { Rank, Slot, Step } from './slot.ts';
import { straighten } from './straighten.ts';

const gap = { box: 22, line: 14 } as const;
const sweeps = 16;
/** Of links between boxes, between a box and a line, between lines. */
const stiffness = [1, 0.4, 16];

/**
 * Where the middle of each slot lies across the flow: few links cross, and most run straight. After the ranks have been
 * ordered, slots are drawn to the median of their neighbours, rank by rank to and fro, as near as the room allows.
 */
export function place(slots: readonly Slot[], links: readonly Step[]): readonly number[] {
  const ranks = orderRanks(slots, links).map((members) => ({ members, insets: insetsOf(members, slots) }));
  const at = new Array<number>(slots.length).fill(0);
  for (const { members, insets } of ranks)
    for (const [index, slot] of members.entries()) at[slot] = insets[index]! - insets.at(-1)! / 2;
  const before = pullsOf(slots, links, 'from');
  const after = pullsOf(slots, links, 'to');
  const both = before.map((pulls, slot) => [...pulls, ...after[slot]!]);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const rank of ranks) settle(rank, at, before);
    for (const rank of ranks.toReversed()) settle(rank, at, after);
  }
  for (const rank of [...ranks, ...ranks.toReversed()]) settle(rank, at, both);
  for (const rank of ranks) settle(rank, at, before);
  straighten(slots, links, ranks, at);
  return at;
}

function insetsOf(members: readonly number[], slots: readonly Slot[]): readonly number[] {
  let inset = 0;
  return members.map((slot, index) => {
    if (index > 0) inset += distance(slots[members[index - 1]!]!, slots[slot]!);
    return inset;
  });
}

function distance(a: Slot, b: Slot): number {
  return (a.cross + b.cross) / 2 + (a.isLine || b.isLine ? gap.line : gap.box);
}

/** What draws a slot: the neighbour, how far from its middle the slot would hang straight, and how strongly. */
interface Pull {
  readonly to: number;
  readonly offset: number;
  readonly weight: number;
}

/** Lines hold each other most and boxes each other; what hangs on a line gives way. */
function pullsOf(slots: readonly Slot[], links: readonly Step[], side: 'from' | 'to'): readonly (readonly Pull[])[] {
  const pulls: Pull[][] = slots.map(() => []);
  for (const { from, to, weight, fromAt, toAt } of links) {
    const lines = Number(slots[from]!.isLine) + Number(slots[to]!.isLine);
    const stiff = weight * stiffness[lines]!;
    if (side === 'from') pulls[to]!.push({ to: from, offset: fromAt - toAt, weight: stiff });
    else pulls[from]!.push({ to, offset: toAt - fromAt, weight: stiff });
  }
  return pulls;
}

/** Moves the slots of a rank as near to where they are drawn as their order and room allow: least squares, exactly. */
function settle({ members, insets }: Rank, at: number[], pulls: readonly (readonly Pull[])[]): void {
  const blocks: { first: number; sum: number; weight: number }[] = [];
  for (const [index, slot] of members.entries()) {
    const own = pulls[slot]!;
    const weight = own.reduce((sum, pull) => sum + pull.weight, 0) || 0.01;
    const wanted = own.length > 0 ? median(own, at) : at[slot]!;
    let block = { first: index, sum: weight * (wanted - insets[index]!), weight };
    // Slots that would overlap move as one block.
    for (let last = blocks.at(-1); last && last.sum / last.weight > block.sum / block.weight; last = blocks.at(-1)) {
      block = { first: last.first, sum: last.sum + block.sum, weight: last.weight + block.weight };
      blocks.pop();
    }
    blocks.push(block);
  }
  for (const [number, { first, sum, weight }] of blocks.entries())
    for (let index = first; index < (blocks[number + 1]?.first ?? members.length); index++)
      at[members[index]!] = sum / weight + insets[index]!;
}

/** The weighted median of where the neighbours are; the middle between two when both are. */
function median(pulls: readonly Pull[], at: readonly number[]): number {
  const [only] = pulls;
  if (only && pulls.length === 1) return at[only.to]! + only.offset;
  const places = pulls.map(({ to, offset, weight }) => ({ here: at[to]! + offset, weight })).sort((a, b) => a.here - b.here);
  const half = places.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const [index, { here, weight }] of places.entries()) {
    passed += weight;
    if (passed > half) return here;
    if (passed === half) return (here + places[index + 1]!.here) / 2;
  }
  return places[0]!.here;
}
