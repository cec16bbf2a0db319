import type { Component, Piece, Stop } from './component.ts';
import type { Ranks } from './ranks.ts';
import type { Band } from './fold.ts';
import { groupBy } from './group.ts';

/** Between the bands of a folded drawing, between the lines that join them, and between these and the bands. */
const bandGap = 56;
const laneGap = 7;
const clearance = 15;

/** A place along and across the flow. */
type Place = readonly [along: number, across: number];

/** How far each band is moved across the flow, so that bands lie beside each other. */
export function shiftsOf(stops: readonly Stop[], bands: readonly Band[]): readonly number[] {
  let next = 0;
  return bands.map((band) => {
    const own = inBand(stops, band);
    const shift = next - breadthStart(own);
    next = shift + Math.max(...own.map(({ v, cross }) => v + cross / 2)) + bandGap;
    return shift;
  });
}

/** The lines from one band to the next: past its end, back between the two, and in at the start; beside each other without crossing. */
export function joinBands(
  { stops, pieces }: Component,
  bands: readonly Band[],
  ranks: Ranks,
  shifts: readonly number[],
): ReadonlyMap<Piece, (from: Place, to: Place) => readonly Place[]> {
  const joins = new Map<Piece, (from: Place, to: Place) => readonly Place[]>();
  for (const [index, { last }] of bands.slice(0, -1).entries()) {
    const cut = pieces.filter(({ from }) => from.rank === last);
    const trunks = [...groupBy(cut, ({ trunk }) => trunk).values()].sort((a, b) => b[0]!.from.v - a[0]!.from.v);
    const gutter = shifts[index + 1]! + breadthStart(inBand(stops, bands[index + 1]!)) - bandGap + clearance;
    for (const [lane, own] of trunks.entries()) {
      const below = ranks.ends[last]! + clearance + lane * laneGap;
      const above = -clearance - 8 - (trunks.length - 1 - lane) * laneGap;
      const beside = gutter + lane * laneGap;
      for (const piece of own)
        joins.set(piece, (from, to) => [from, [below, from[1]], [below, beside], [above, beside], [above, to[1]], to]);
    }
  }
  return joins;
}

function inBand(stops: readonly Stop[], { first, last }: Band): readonly Stop[] {
  return stops.filter(({ rank }) => rank >= first && rank <= last);
}

function breadthStart(stops: readonly Stop[]): number {
  return Math.min(...stops.map(({ v, cross }) => v - cross / 2));
}
