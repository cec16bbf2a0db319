import type { Asked } from './asked.ts';
import { excerpt, type Difference, type Finding } from './finding.ts';
import type { Item, Part } from './item.ts';
import { comparePart, partText, type Notes } from './part.ts';
import { newRemovals } from './removals.ts';

/**
 * Compares what readers give of two files whose bytes differ, part by part, in the memory of one part: stops at the first
 * that differs. Which file comes first makes no difference to the level.
 */
export async function walk(a: AsyncIterable<Item>, b: AsyncIterable<Item>, asked: Asked): Promise<Finding> {
  const removals = newRemovals();
  const notes: Notes = { removals, kept: false, worst: undefined, used: 0 };
  const sides = [a[Symbol.asyncIterator](), b[Symbol.asyncIterator]()] as const;
  const next = async (side: 0 | 1): Promise<Part | undefined> => {
    for (;;) {
      const step = await sides[side].next();
      if (step.done) return undefined;
      const { value } = step;
      if ('aside' in value) removals.one(side, value.aside, value.value);
      else if (isLeftOut(value.name, asked)) removals.one(side, `left out: ${value.name}`, partText(value));
      else return value;
    }
  };
  try {
    for (;;) {
      const [x, y] = [await next(0), await next(1)];
      if (x === undefined && y === undefined) break;
      const difference = x && y ? comparePart(x, y, asked, notes) : onlyOne(x, y);
      if (difference) return { level: 'DIFFERENT', difference, ...removed() };
    }
  } finally {
    await sides[0].return?.();
    await sides[1].return?.();
  }
  if (notes.allRemoved && !notes.kept) return { level: 'DIFFERENT', difference: notes.allRemoved };
  return notes.worst ? { level: 'WITHIN-TOLERANCE', worst: notes.worst, ...removed() } : { level: 'EQUIVALENT', ...removed() };

  function removed() {
    const list = removals.list();
    return list.length > 0 ? { removed: list } : {};
  }
}

/** Whether a part, or the part that it is in, is left out. */
function isLeftOut(name: string | undefined, { leaveOut }: Asked): name is string {
  return name !== undefined && leaveOut.some((left) => name === left || name.startsWith(`${left}/`));
}

/** One file ended before the other. */
function onlyOne(x: Part | undefined, y: Part | undefined): Difference {
  const text = (part: Part | undefined) => (part ? excerpt(partText(part)) : '(the end)');
  return { place: (x ?? y)?.place() ?? '', a: text(x), b: text(y) };
}
