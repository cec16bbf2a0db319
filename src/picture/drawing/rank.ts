import type { Trunk } from './trunk.ts';
import type { Unit } from './unit.ts';

/**
 * The rank of each unit along the flow: after all that it waits for, and what waits for nothing as late as it can be, so
 * that lines are short. Inside a frame the first and the last rank are for its tabs.
 */
export function rankUnits(units: readonly Unit[], trunks: readonly Trunk[], isFramed: boolean): ReadonlyMap<Unit, number> {
  const before = new Map<Unit, Set<Unit>>(units.map((unit) => [unit, new Set()]));
  const after = new Map<Unit, Set<Unit>>(units.map((unit) => [unit, new Set()]));
  for (const { from, ends } of trunks)
    for (const { to } of ends) {
      after.get(from)!.add(to);
      before.get(to)!.add(from);
    }
  const order = inOrder(units, before, after);
  const ranks = new Map<Unit, number>();
  for (const unit of order) {
    const earliest = isFramed && unit.pin !== 'first' ? 1 : 0;
    ranks.set(unit, Math.max(earliest, ...[...before.get(unit)!].map((other) => (ranks.get(other) ?? -1) + 1)));
  }
  pinLast(units, ranks);
  for (const unit of order.toReversed()) {
    if (unit.pin || after.get(unit)!.size === 0 || !isFree(before.get(unit)!, after)) continue;
    ranks.set(unit, Math.min(...[...after.get(unit)!].map((other) => ranks.get(other)!)) - 1);
  }
  return ranks;
}

/** Whether moving a unit makes no line longer: all that it waits for can move with it. */
function isFree(before: ReadonlySet<Unit>, after: ReadonlyMap<Unit, ReadonlySet<Unit>>): boolean {
  return [...before].every((unit) => unit.kind === 'input' && !unit.pin && after.get(unit)!.size === 1);
}

function pinLast(units: readonly Unit[], ranks: Map<Unit, number>): void {
  const last = Math.max(...units.map((unit) => (unit.pin === 'last' ? ranks.get(unit)! : ranks.get(unit)! + 1)));
  for (const unit of units) if (unit.pin === 'last') ranks.set(unit, last);
}

/** Every unit after those that it waits for. */
function inOrder(
  units: readonly Unit[],
  before: ReadonlyMap<Unit, ReadonlySet<Unit>>,
  after: ReadonlyMap<Unit, ReadonlySet<Unit>>,
): readonly Unit[] {
  const waiting = new Map(units.map((unit) => [unit, before.get(unit)!.size]));
  const order = units.filter((unit) => waiting.get(unit) === 0);
  for (const unit of order)
    for (const next of after.get(unit)!) {
      const left = waiting.get(next)! - 1;
      waiting.set(next, left);
      if (left === 0) order.push(next);
    }
  return order;
}
