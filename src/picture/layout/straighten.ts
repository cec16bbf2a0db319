import type { Rank, Slot, Step } from './slot.ts';

/** Makes lines that pass several ranks straight for as far as what stands beside them allows. Changes `at`. */
export function straighten(slots: readonly Slot[], links: readonly Step[], ranks: readonly Rank[], at: number[]): void {
  const room = roomOf(ranks, at);
  for (const line of linesOf(slots, links)) {
    let run: number[] = [];
    let [low, high] = [-Infinity, Infinity];
    for (const slot of line) {
      const [from, to] = room(slot);
      if (Math.max(low, from) > Math.min(high, to)) {
        level(run, low, high, at);
        [run, low, high] = [[], -Infinity, Infinity];
      }
      run.push(slot);
      [low, high] = [Math.max(low, from), Math.min(high, to)];
    }
    level(run, low, high, at);
  }
}

/** Brings a run to one place, as near as possible to where most of it is. */
function level(run: readonly number[], low: number, high: number, at: number[]): void {
  const sorted = run.map((slot) => at[slot]!).sort((a, b) => a - b);
  const place = Math.min(high, Math.max(low, sorted[sorted.length >> 1]!));
  for (const slot of run) at[slot] = place;
}

/** Between which places a slot can move while those beside it stay. */
function roomOf(ranks: readonly Rank[], at: readonly number[]): (slot: number) => readonly [number, number] {
  const found = new Map<number, readonly [Rank, number]>();
  for (const rank of ranks) for (const [index, slot] of rank.members.entries()) found.set(slot, [rank, index]);
  return (slot) => {
    const [{ members, insets }, index] = found.get(slot)!;
    const [before, after] = [members[index - 1], members[index + 1]];
    return [
      before === undefined ? -Infinity : at[before]! + insets[index]! - insets[index - 1]!,
      after === undefined ? Infinity : at[after]! - insets[index + 1]! + insets[index]!,
    ];
  };
}

/** The slots of each line that passes ranks, from its first to its last. */
function linesOf(slots: readonly Slot[], links: readonly Step[]): readonly (readonly number[])[] {
  const next = new Map<number, number>();
  for (const { from, to } of links) if (slots[from]!.isLine && slots[to]!.isLine) next.set(from, to);
  const followers = new Set(next.values());
  return [...next.keys()]
    .filter((slot) => !followers.has(slot))
    .map((first) => {
      const line = [first];
      for (let slot = next.get(first); slot !== undefined; slot = next.get(slot)) line.push(slot);
      return line;
    });
}
