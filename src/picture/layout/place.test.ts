import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCrossings } from './crossing.ts';
import { place } from './place.ts';
import type { Slot, Step } from './slot.ts';

/** Slots in ranks of some size, and links from ranks to the next. */
const layered = fc
  .array(fc.array(fc.record({ cross: fc.integer({ min: 2, max: 200 }), isLine: fc.boolean() }), { minLength: 1, maxLength: 6 }), {
    minLength: 2,
    maxLength: 6,
  })
  .chain((ranks) => {
    const slots = ranks.flatMap((rank, index) => rank.map((slot): Slot => ({ ...slot, rank: index })));
    const pairs = slots.flatMap((a, from) => slots.flatMap((b, to) => (b.rank === a.rank + 1 ? [[from, to] as const] : [])));
    const links = fc
      .subarray(pairs)
      .map((chosen) => chosen.map(([from, to]): Step => ({ from, to, weight: 1, fromAt: 0, toAt: 0 })));
    return fc.record({ slots: fc.constant(slots), links });
  });

describe('place', () => {
  it('keeps slots of a rank apart', () => {
    fc.assert(
      fc.property(layered, ({ slots, links }) => {
        const at = place(slots, links);
        for (const [a, one] of slots.entries())
          for (const [b, other] of slots.entries())
            if (a < b && one.rank === other.rank)
              expect(Math.abs(at[a]! - at[b]!)).toBeGreaterThan((one.cross + other.cross) / 2 - 0.01);
      }),
    );
  });

  it('draws a chain straight, and a line that passes it too', () => {
    const box = (rank: number): Slot => ({ rank, cross: 100, isLine: false });
    const line = (rank: number): Slot => ({ rank, cross: 2, isLine: true });
    const link = (from: number, to: number): Step => ({ from, to, weight: 1, fromAt: 0, toAt: 0 });
    const slots = [box(0), box(1), line(1), box(2), line(2), box(3)];
    const at = place(slots, [link(0, 1), link(0, 2), link(1, 3), link(2, 4), link(3, 5), link(4, 5)]);
    expect(at[3]).toBeCloseTo(at[1]!);
    expect(at[4]).toBeCloseTo(at[2]!);
  });

  it('turns a rank round when that untangles it', () => {
    const slots = [0, 0, 1, 1].map((rank): Slot => ({ rank, cross: 10, isLine: false }));
    const at = place(slots, [
      { from: 0, to: 3, weight: 1, fromAt: 0, toAt: 0 },
      { from: 1, to: 2, weight: 1, fromAt: 0, toAt: 0 },
    ]);
    expect(at[0]! < at[1]!).toBe(at[3]! < at[2]!);
  });
});

describe('countCrossings', () => {
  it('counts every pair of links that cross', () => {
    fc.assert(
      fc.property(layered, ({ slots, links }) => {
        const places = slots.map((_, index) => index);
        const pairs = links.flatMap((a) =>
          links.filter((b) => a.from < b.from && a.to > b.to && slots[a.from]!.rank === slots[b.from]!.rank),
        );
        expect(countCrossings(slots, places, links)).toBe(pairs.length);
      }),
    );
  });
});
