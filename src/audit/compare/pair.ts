import { basename } from 'node:path/posix';
import type { Content } from './content.ts';

/** A file of one of the two sides. */
export interface Member {
  readonly path: string;
  /** The output parameter that it is a value of. */
  readonly parameter?: string | undefined;
  readonly content: Content;
}

/** Two files that are taken for the same result, or one that has no counterpart. */
export interface Pair {
  readonly a?: Member;
  readonly b?: Member;
  /** What they have in common, or that each side has no other; absent when there is one only. */
  readonly by?: 'parameter' | 'path' | 'name' | 'digest' | 'only';
}

type Key = (member: Member) => string | undefined;

/** What tells which file corresponds to which, from the strongest; each counts where it is the same for one file of each side only. */
const keys: readonly (readonly [NonNullable<Pair['by']>, Key])[] = [
  ['parameter', ({ parameter }) => parameter],
  ['path', ({ path }) => path],
  ['name', ({ path }) => basename(path)],
  ['digest', ({ content: { digests = {} } }) => Object.entries(digests).sort().join(' ') || undefined],
];

/** Finds which files of two sides correspond, in the order of the first side; then what only the second has. */
export function pairUp(a: readonly Member[], b: readonly Member[]): readonly Pair[] {
  const [one, other] = [a[0], b[0]];
  if (one && other && a.length === 1 && b.length === 1) return [{ a: one, b: other, by: byOf(one, other) ?? 'only' }];
  const partners = new Map<Member, readonly [Member, Pair['by']]>();
  const taken = new Set<Member>();
  for (const [by, key] of keys) {
    const [left, right] = [
      single(
        a.filter((member) => !partners.has(member)),
        key,
      ),
      single(
        b.filter((member) => !taken.has(member)),
        key,
      ),
    ];
    for (const [value, member] of left) {
      const partner = right.get(value);
      if (!partner) continue;
      partners.set(member, [partner, by]);
      taken.add(partner);
    }
  }
  const paired = a.map((member): Pair => {
    const [partner, by] = partners.get(member) ?? [];
    return partner && by ? { a: member, b: partner, by } : { a: member };
  });
  return [...paired, ...b.filter((member) => !taken.has(member)).map((member): Pair => ({ b: member }))];
}

/** The strongest of what two files have in common. */
function byOf(a: Member, b: Member): Pair['by'] {
  return keys.find(([, key]) => key(a) !== undefined && key(a) === key(b))?.[0];
}

/** The members that are alone with their key. */
function single(members: readonly Member[], key: Key): Map<string, Member> {
  const found = new Map<string, Member>();
  const twice = new Set<string>();
  for (const member of members) {
    const value = key(member);
    if (value === undefined || twice.has(value)) continue;
    if (found.delete(value)) twice.add(value);
    else found.set(value, member);
  }
  return found;
}
