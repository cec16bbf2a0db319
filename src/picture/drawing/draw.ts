import type { Component, Piece, Stop } from './component.ts';
import { dock } from './dock.ts';
import type { Band } from './fold.ts';
import { groupBy } from './group.ts';
import { joinBands, shiftsOf } from './join.ts';
import type { Ranks } from './ranks.ts';
import type { Curve, Direction, Point, Shape, Wire } from './scene.ts';
import { shifted } from './shift.ts';

/** Lines run straight before an arrow. */
const straightEnd = 7;

/** A component as shapes and lines. Tabs of a frame are told by their id where they lie across the flow. */
export function drawComponent(component: Component, bands: readonly Band[], ranks: Ranks, direction: Direction) {
  const { stops, pieces } = component;
  const docks = dock(component, direction);
  const shifts = shiftsOf(stops, bands);
  const bandOf = ({ rank }: Stop) => bands.findIndex(({ last }) => rank <= last);
  const xy = (u: number, v: number): Point => (direction === 'down' ? [v, u] : [u, v]);
  const start = ({ unit, rank, main }: Stop) => {
    if (unit?.pin) return unit.pin === 'last' ? ranks.extent - main : 0;
    return unit?.kind === 'input' ? ranks.ends[rank]! - main : ranks.starts[rank]!;
  };
  /** From where to where a piece leads: places along and across the flow. */
  const ends = (piece: Piece) => ({
    from: [start(piece.from) + piece.from.main, docks.begin(piece) + shifts[bandOf(piece.from)]!] as const,
    to: [start(piece.to), docks.end(piece) + shifts[bandOf(piece.to)]!] as const,
  });

  const shapes: Shape[] = [];
  const wires: Wire[] = [];
  const tabs = new Map<string, number>();
  for (const stop of stops) {
    const { unit, v, cross } = stop;
    if (!unit) continue;
    const across = v + shifts[bandOf(stop)]!;
    const [x, y] = xy(start(stop), across - cross / 2);
    shapes.push({ ...docks.figure(unit), x, y });
    if (unit.pin) tabs.set(unit.id, across);
    const inside = unit.inside ? shifted(unit.inside, x, y) : { shapes: [], wires: [] };
    shapes.push(...inside.shapes);
    wires.push(...inside.wires);
  }

  const joins = joinBands(component, bands, ranks, shifts);
  const curve = (piece: Piece): Curve => {
    const { from, to } = ends(piece);
    const join = joins.get(piece);
    if (join) return { style: 'round', points: join(from, to).map(([u, v]) => xy(u, v)) };
    const arrives = ranks.starts[piece.to.rank]! - (piece.end === undefined ? 0 : straightEnd);
    return { style: 'smooth', points: [xy(...from), xy(ranks.ends[piece.from.rank]!, from[1]), xy(arrives, to[1]), xy(...to)] };
  };
  for (const [{ title, holdsFiles }, own] of groupBy(pieces, ({ trunk }) => trunk)) {
    const tips = own.filter(({ end }) => end !== undefined).map((piece) => xy(...ends(piece).to));
    wires.push({ title, holdsFiles, curves: own.map(curve), tips });
  }
  return { shapes, wires, tabs };
}
