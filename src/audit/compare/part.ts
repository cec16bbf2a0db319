import { share, type Asked } from './asked.ts';
import { excerpt, type Deviation, type Difference } from './finding.ts';
import type { Part } from './item.ts';
import { numberIn } from './number.ts';
import type { Removals } from './removals.ts';
import { segments, type Segment } from './segment.ts';

/** What comparing the parts of two files adds up to. */
export interface Notes {
  readonly removals: Removals;
  /** The number that uses up most of the tolerance, and how much of it. */
  worst: Deviation | undefined;
  used: number;
  /** Whether anything was the same that no normaliser would remove. */
  kept: boolean;
  /** The first line of which nothing was left. */
  allRemoved?: Difference;
}

/** Lines longer than this are data, whose dates and paths matter. */
const longestLine = 1 << 16;

/** How two parts at the same place differ; undefined when they do not, or not in what matters. */
export function comparePart(x: Part, y: Part, asked: Asked, notes: Notes): Difference | undefined {
  const [a, b] = [x.value, y.value];
  if (typeof a === 'object' || typeof b === 'object') {
    notes.kept = true;
    return typeof a === 'object' && typeof b === 'object' ? compareBytes(a, b, x) : apart(x, y);
  }
  if (typeof a === 'string' && typeof b === 'string') {
    if (a === b) notes.kept ||= a !== '';
    else if (x.free && y.free && a.length + b.length < longestLine) return compareLines(a, b, x, asked, notes);
    else return apart(x, y, firstApart(a, b));
    return undefined;
  }
  notes.kept = true;
  if (typeof a === 'string' || typeof b === 'string') return apart(x, y);
  if (a !== b && !within(Number(a), Number(b), apart(x, y), asked, notes)) return apart(x, y);
  if (a === b && partText(x) !== partText(y)) notes.removals.pair('spelling of numbers', partText(x), partText(y));
  return undefined;
}

/** Compares two lines piece by piece. */
function compareLines(a: string, b: string, part: Part, asked: Asked, notes: Notes): Difference | undefined {
  const [left, right] = [segments(a), segments(b)];
  let kept = false;
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [p, q] = [left[at], right[at]];
    if (!p || !q || !same(p, q, part, asked, notes)) {
      // What was the same within the tolerance need not be as long on both sides.
      const start = Math.min(p?.start ?? Infinity, q?.start ?? Infinity);
      const column = start + firstApart(a.slice(start), b.slice(start));
      return { place: part.place(column), a: excerpt(a, column), b: excerpt(b, column) };
    }
    kept ||= p.removable === undefined && /[\p{L}\p{N}]/u.test(p.text);
  }
  notes.kept ||= kept;
  notes.allRemoved ??= { place: part.place(0), a: excerpt(a), b: excerpt(b) };
  return undefined;
}

function same(p: Segment, q: Segment, part: Part, asked: Asked, notes: Notes): boolean {
  if (p.removable !== q.removable) return false;
  if (p.removable !== undefined) {
    if (p.text !== q.text) return false;
    if (p.whole !== q.whole) notes.removals.pair(p.removable, p.whole, q.whole);
    return true;
  }
  if (p.text === q.text) return true;
  if (p.number === undefined || q.number === undefined) return false;
  return within(p.number, q.number, { place: part.place(p.start), a: p.text, b: q.text }, asked, notes);
}

/** Whether two numbers are within the tolerance; notes the one that comes closest to its end. */
function within(a: number, b: number, where: Difference, { tolerance }: Asked, notes: Notes): boolean {
  const used = share(a, b, tolerance);
  if (used > 1) return false;
  if (used > notes.used || (notes.worst === undefined && used > 0)) {
    const absolute = Math.abs(a - b);
    notes.used = used;
    notes.worst = { ...where, absolute, relative: absolute / Math.max(Math.abs(a), Math.abs(b)) };
  }
  return true;
}

function compareBytes(a: Uint8Array, b: Uint8Array, part: Part): Difference | undefined {
  if (Buffer.compare(a, b) === 0) return undefined;
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a[at] === b[at]) at++;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes.subarray(at, at + 8)).toString('hex') || '(the end)';
  return { place: part.place(at), a: hex(a), b: hex(b) };
}

function apart(x: Part, y: Part, at = 0): Difference {
  // Where one has a part more, the longer of the two names tells which.
  const [place, other] = [x.place(at), y.place(at)];
  const longer = place.length === other.length ? place > other : place.length > other.length;
  return { place: longer ? place : other, a: excerpt(partText(x), at), b: excerpt(partText(y), at) };
}

/** A part as text for a person. */
export function partText({ value, spelled }: Part): string {
  return spelled ?? (typeof value === 'object' ? `${value.length} bytes` : String(value));
}

/** Where two texts first differ. */
function firstApart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** A part of a file that is a number if its text is one. */
export function partOf(text: string, place: Part['place'], more: Pick<Part, 'name' | 'free'> = {}): Part {
  const number = numberIn(text);
  return number === undefined ? { ...more, place, value: text } : { ...more, place, value: number, spelled: text };
}
