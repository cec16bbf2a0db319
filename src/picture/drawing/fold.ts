import type { Component, Stop } from './component.ts';

/** A stretch of ranks that is drawn as one column (down) or row (right). */
export interface Band {
  readonly first: number;
  readonly last: number;
}

/** Beyond this ratio of length to breadth a drawing is folded, when its bands can be joined by few lines. */
const tooLong = 4;
const mostJoins = 3;

/** Cuts a long and narrow drawing into bands of about the same length, where fewest lines are cut. */
export function foldRanks(
  { stops, pieces, lastRank }: Component,
  rankLength: number,
  direction: 'down' | 'right',
): readonly Band[] {
  const whole = [{ first: 0, last: lastRank }];
  const breadth = Math.max(...stops.map(across)) - Math.min(...stops.map((stop) => stop.v - stop.cross / 2)) + 40;
  const length = rankLength * (lastRank + 1);
  if (length < tooLong * breadth || lastRank < 7) return whole;
  const wanted = Math.round(Math.sqrt(length / (breadth * (direction === 'down' ? 0.8 : 1.5))));
  const lines = Array.from({ length: lastRank }, () => new Set<unknown>());
  for (const { from, trunk } of pieces) lines[from.rank]!.add(trunk);
  const cuts = lines.map((cut) => cut.size);
  const bands: Band[] = [];
  let first = 0;
  const perBand = Math.ceil((lastRank + 1) / wanted);
  while (lastRank - first + 1 > perBand * 1.25) {
    const from = first + Math.floor(perBand * 0.8) - 1;
    const range = Array.from({ length: Math.max(1, Math.ceil(perBand * 0.4)) }, (_, index) => from + index);
    const best = range.filter((rank) => rank < lastRank && rank >= first);
    const last = best.reduce(
      (least, rank) => (cost(cuts, rank, first + perBand) < cost(cuts, least, first + perBand) ? rank : least),
      best[0]!,
    );
    if (cuts[last]! > mostJoins) return whole;
    bands.push({ first, last });
    first = last + 1;
  }
  return [...bands, { first, last: lastRank }];
}

function cost(cuts: readonly number[], rank: number, ideal: number): number {
  return cuts[rank]! * 1000 + Math.abs(rank + 1 - ideal);
}

function across(stop: Stop): number {
  return stop.v + stop.cross / 2;
}
