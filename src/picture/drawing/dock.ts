import type { Component, Piece, Stop } from './component.ts';
import { portPlaces } from './card.ts';
import { groupBy } from './group.ts';
import type { Direction, Figure } from './scene.ts';
import type { Trunk } from './trunk.ts';
import type { Unit } from './unit.ts';

/** Where lines leave and reach the units of a component, across the flow. */
export interface Docks {
  begin(piece: Piece): number;
  end(piece: Piece): number;
  figure(unit: Unit): Figure;
}

/** Distance between arrows that reach the same side of a unit, and from its corners. */
const spacing = 13;
const margin = 10;

/** Finds the docks: outputs in the order of where they lead to, arrows in the order of where they come from, straight if possible. */
export function dock({ pieces }: Component, direction: Direction): Docks {
  const begins = new Map<Trunk, number>();
  const figures = new Map<Unit, Figure>();
  for (const [stop, leaving] of groupBy(pieces, ({ from }) => from)) {
    const { unit } = stop;
    if (!unit) continue;
    const count = Math.max(1, unit.outputs.length);
    const places = portPlaces(count, unit.figure, direction);
    for (const piece of leaving) begins.set(piece.trunk, top(stop) + (unit.tabs?.get(piece.trunk.node) ?? places[0]!));
    if (!unit.redraw || count < 2) continue;
    const aim = (output: string) => mean(leaving.filter(({ trunk }) => trunk.output === output).map(({ to }) => to.v));
    const order = unit.outputs.toSorted((a, b) => aim(a) - aim(b));
    figures.set(unit, unit.redraw(order));
    for (const piece of leaving) begins.set(piece.trunk, top(stop) + places[order.indexOf(piece.trunk.output!)]!);
  }
  const begin = ({ from, trunk }: Piece) => (from.unit ? begins.get(trunk)! : from.v);
  const ends = new Map<Piece, number>();
  for (const [stop, arriving] of groupBy(pieces, ({ to }) => to)) {
    if (stop.unit?.tabs) for (const piece of arriving) ends.set(piece, top(stop) + stop.unit.tabs.get(piece.end!)!);
    else if (stop.unit) spread(stop, arriving, begin, ends);
  }
  return { begin, end: (piece) => ends.get(piece) ?? piece.to.v, figure: (unit) => figures.get(unit) ?? unit.figure };
}

function spread(stop: Stop, arriving: readonly Piece[], begin: (piece: Piece) => number, ends: Map<Piece, number>): void {
  const sorted = arriving.toSorted((a, b) => begin(a) - begin(b));
  const room = Math.max(0, stop.cross - 2 * margin);
  const step = Math.min(spacing, room / Math.max(1, sorted.length - 1));
  const [low, high] = [top(stop) + margin, top(stop) + margin + room];
  // An arrow from straight ahead stays straight; others come to the middle.
  const wanted = sorted.map((piece) => {
    const from = begin(piece);
    return from >= low && from <= high ? from : from < low ? Math.min(stop.v, low + room / 4) : Math.max(stop.v, high - room / 4);
  });
  const placed: number[] = [];
  for (const [index, want] of wanted.entries()) placed.push(Math.max(want, (placed[index - 1] ?? -Infinity) + step));
  for (let index = placed.length - 1, limit = high; index >= 0; index--, limit -= step)
    placed[index] = Math.min(placed[index]!, limit);
  for (const [index, piece] of sorted.entries()) ends.set(piece, placed[index]!);
}

function top(stop: Stop): number {
  return stop.v - stop.cross / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
