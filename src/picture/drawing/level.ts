import { connected, layOut, type Component } from './component.ts';
import { drawComponent } from './draw.ts';
import { placeRanks, rankGaps, type Ranks } from './ranks.ts';
import { foldRanks, type Band } from './fold.ts';
import { rankUnits } from './rank.ts';
import type { Direction, Drawing, Part, Shape, Wire } from './scene.ts';
import { bounded, shifted } from './shift.ts';
import type { Trunk } from './trunk.ts';
import type { Unit } from './unit.ts';

/** Free room between parts that do not hang together. */
const partGap = 40;
/** Free room at the end of a frame when no tab is there. */
const framePad = 16;

/** The whole workflow: parts that do not hang together stand in rows, long ones are folded. */
export function drawWhole(units: readonly Unit[], trunks: readonly Trunk[], direction: Direction): Part {
  const parts = layOutAll(units, trunks, direction, false).map((component) => {
    const bands = foldRanks(component, meanLength(component, direction), direction);
    return bounded(drawComponent(component, bands, placeRanks(component, bands, direction, 0), direction));
  });
  const area = parts.reduce((sum, { width, height }) => sum + (width + partGap) * (height + partGap), 0);
  const limit = Math.max(Math.sqrt(area * 1.5), ...parts.map(({ width }) => width));
  const shapes: Shape[] = [];
  const wires: Wire[] = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > limit) [x, y, rowHeight] = [0, y + rowHeight + partGap, 0];
    const moved = shifted(part, x, y);
    shapes.push(...moved.shapes);
    wires.push(...moved.wires);
    x += part.width + partGap;
    rowHeight = Math.max(rowHeight, part.height);
  }
  return bounded({ shapes, wires });
}

/** The inside of a frame: all parts side by side between the tabs at both of its ends. */
export interface Inside extends Drawing {
  /** Room along and across the flow. */
  readonly main: number;
  readonly cross: number;
  /** Where tabs lie across the flow. */
  readonly tabs: ReadonlyMap<string, number>;
}

/** Draws the inside of a frame; the rank of its first tabs, and the whole, are at least so long along the flow. */
export function drawInside(
  units: readonly Unit[],
  trunks: readonly Trunk[],
  direction: Direction,
  least: { readonly first: number; readonly whole: number },
): Inside {
  const shapes: Shape[] = [];
  const wires: Wire[] = [];
  const tabs = new Map<string, number>();
  const parts = layOutAll(units, trunks, direction, true).map((component): [Component, readonly Band[], Ranks] => {
    const bands = [{ first: 0, last: component.lastRank }];
    return [component, bands, placeRanks(component, bands, direction, least.first)];
  });
  const main = Math.max(
    least.whole,
    ...parts.map(([component, , { extent }]) => extent + (hasLastTab(component) ? 0 : framePad)),
  );
  let cross = 0;
  for (const [component, bands, ranks] of parts) {
    const drawn = drawComponent(component, bands, { ...ranks, extent: main }, direction);
    const [dx, dy] = direction === 'down' ? [cross, 0] : [0, cross];
    const moved = shifted(drawn, dx, dy);
    shapes.push(...moved.shapes);
    wires.push(...moved.wires);
    for (const [id, at] of drawn.tabs) tabs.set(id, at + cross);
    cross += Math.max(...component.stops.map((stop) => stop.v + stop.cross / 2)) + partGap / 2;
  }
  return { shapes, wires, main, cross: Math.max(0, cross - partGap / 2), tabs };
}

function layOutAll(units: readonly Unit[], trunks: readonly Trunk[], direction: Direction, isFramed: boolean) {
  const ranks = rankUnits(units, trunks, isFramed);
  return connected(units, trunks).map((part) => {
    const own = new Set(part);
    const lowest = isFramed ? 0 : Math.min(...part.map((unit) => ranks.get(unit)!));
    const shifted = new Map(part.map((unit) => [unit, ranks.get(unit)! - lowest]));
    return layOut(
      part,
      trunks.filter(({ from }) => own.has(from)),
      shifted,
      direction,
    );
  });
}

function hasLastTab({ stops }: Component): boolean {
  return stops.some(({ unit }) => unit?.pin === 'last');
}

function meanLength({ stops }: Component, direction: Direction): number {
  const units = stops.filter(({ unit }) => unit);
  return units.reduce((sum, { main }) => sum + main, 0) / units.length + rankGaps[direction];
}
