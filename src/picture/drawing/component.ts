import { groupBy } from './group.ts';
import { place } from '../layout/place.ts';
import type { Slot, Step } from '../layout/slot.ts';
import type { Direction } from './scene.ts';
import type { Trunk } from './trunk.ts';
import type { Unit } from './unit.ts';

/** A place in a rank: a unit, or a line that passes through it. */
export interface Stop {
  readonly rank: number;
  readonly unit?: Unit;
  /** Middle across the flow. */
  v: number;
  /** Extents along and across the flow. */
  readonly main: number;
  readonly cross: number;
}

/** One piece of a trunk, from a rank to the next. */
export interface Piece {
  readonly trunk: Trunk;
  readonly from: Stop;
  readonly to: Stop;
  /** Id of the node where it ends, when it ends here. */
  readonly end?: string;
}

/** Units that hang together, laid out in ranks. */
export interface Component {
  readonly stops: readonly Stop[];
  readonly pieces: readonly Piece[];
  readonly lastRank: number;
}

/** Splits units into those that hang together, in the order of the document. */
export function connected(units: readonly Unit[], trunks: readonly Trunk[]): readonly (readonly Unit[])[] {
  const parent = new Map<Unit, Unit>(units.map((unit) => [unit, unit]));
  const root = (unit: Unit): Unit => {
    let at = unit;
    while (parent.get(at) !== at) {
      parent.set(at, parent.get(parent.get(at)!)!);
      at = parent.get(at)!;
    }
    return at;
  };
  for (const { from, ends } of trunks) for (const { to } of ends) parent.set(root(to), root(from));
  return [...groupBy(units, root).values()];
}

/** Lays out units that hang together: lines that pass ranks get room there, one for all that leave from the same place. */
export function layOut(
  units: readonly Unit[],
  trunks: readonly Trunk[],
  ranks: ReadonlyMap<Unit, number>,
  direction: Direction,
): Component {
  const stops = new Map<string, Stop>();
  for (const unit of units) stops.set(unit.id, unitStop(unit, ranks.get(unit)!, direction));
  const pieces = trunks.flatMap((trunk) => piecesOf(trunk, stops));
  const list = [...stops.values()];
  const index = new Map(list.map((stop, at) => [stop, at]));
  const slots = list.map(({ rank, cross, unit }): Slot => ({ rank, cross, isLine: !unit }));
  const links = pieces.map(({ from, to, trunk, end }): Step => {
    const [fromAt, toAt] = [tabAt(from, trunk.node), tabAt(to, end)];
    return { from: index.get(from)!, to: index.get(to)!, weight: trunk.holdsFiles ? 3 : 1, fromAt, toAt };
  });
  const middles = place(slots, links);
  const first = Math.min(...list.map(({ cross }, at) => middles[at]! - cross / 2));
  for (const [at, stop] of list.entries()) stop.v = middles[at]! - first;
  return { stops: list, pieces, lastRank: Math.max(...list.map(({ rank }) => rank)) };
}

/** How far a tab of a frame is from the middle of the frame; lines meet all else in the middle. */
function tabAt({ unit, cross }: Stop, node: string | undefined): number {
  const tab = node === undefined ? undefined : unit?.tabs?.get(node);
  return tab === undefined ? 0 : tab - cross / 2;
}

function unitStop(unit: Unit, rank: number, direction: Direction): Stop {
  const { width, height } = unit.figure;
  const [main, cross] = direction === 'down' ? [height, width] : [width, height];
  return { rank, unit, v: 0, main, cross };
}

function piecesOf(trunk: Trunk, stops: Map<string, Stop>): readonly Piece[] {
  const pieces: Piece[] = [];
  const start = stops.get(trunk.from.id)!;
  const far = Math.max(...trunk.ends.map(({ to }) => stops.get(to.id)!.rank));
  const before = new Map([[start.rank + 1, start]]);
  for (let rank = start.rank + 1; rank < far; rank++) {
    const relay: Stop = { rank, v: 0, main: 0, cross: 2 };
    stops.set(JSON.stringify([trunk.id, rank]), relay);
    pieces.push({ trunk, from: before.get(rank)!, to: relay });
    before.set(rank + 1, relay);
  }
  for (const { to, node } of trunk.ends) {
    const stop = stops.get(to.id)!;
    pieces.push({ trunk, from: before.get(stop.rank)!, to: stop, end: node });
  }
  return pieces;
}
