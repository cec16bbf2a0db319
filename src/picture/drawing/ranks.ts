import type { Component } from './component.ts';
import type { Band } from './fold.ts';
import type { Direction } from './scene.ts';

/** Distance between ranks. */
export const rankGaps = { down: 40, right: 52 } as const;

/** How far a component reaches along the flow. */
export interface Ranks {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where the flow ends, for tabs that stay there. */
  readonly extent: number;
}

/** Places the ranks of a band one after the other; the first is at least `firstLength` long. */
export function placeRanks(
  { stops, pieces, lastRank }: Component,
  bands: readonly Band[],
  direction: Direction,
  firstLength: number,
): Ranks {
  const lengths = new Array<number>(lastRank + 1).fill(0);
  lengths[0] = firstLength;
  for (const { rank, main } of stops) lengths[rank] = Math.max(lengths[rank]!, main);
  const gaps = new Array<number>(lastRank + 1).fill(rankGaps[direction]);
  for (const { from, to } of pieces) {
    const aside = Math.min(30, Math.abs(from.v - to.v) * 0.07);
    gaps[from.rank] = Math.max(gaps[from.rank]!, rankGaps[direction] + aside);
  }
  const starts: number[] = [];
  for (const { first, last } of bands)
    for (let rank = first, at = 0; rank <= last; at += lengths[rank]! + gaps[rank]!, rank++) starts[rank] = at;
  const ends = starts.map((start, rank) => start + lengths[rank]!);
  return { starts, ends, extent: Math.max(...ends) };
}
