import { createHash } from 'node:crypto';
import { excerpt, type Removal } from './finding.ts';

/** How many values of a normaliser are kept to be shown. */
const shown = 1000;

/** What normalisers took away from two files, by name. */
export interface Removals {
  /** Notes a pair that stood at the same place. */
  pair(name: string, a: string, b: string): void;
  /** Notes what stood somewhere in one of the files. */
  one(side: 0 | 1, name: string, value: string): void;
  /** What differed. */
  list(): readonly Removal[];
}

interface Tally {
  count: number;
  example?: readonly [string, string];
  readonly sides: readonly [Side, Side];
}

interface Side {
  readonly values: string[];
  readonly digest: ReturnType<typeof createHash>;
  count: number;
}

export function newRemovals(): Removals {
  const tallies = new Map<string, Tally>();
  const side = (): Side => ({ values: [], digest: createHash('sha1'), count: 0 });
  const tallyOf = (name: string) => {
    const tally = tallies.get(name) ?? { count: 0, sides: [side(), side()] as const };
    tallies.set(name, tally);
    return tally;
  };
  return {
    pair(name, a, b) {
      const tally = tallyOf(name);
      tally.count += 1;
      tally.example ??= [excerpt(a), excerpt(b)];
    },
    one(which, name, value) {
      const { values, digest } = tallyOf(name).sides[which];
      tallyOf(name).sides[which].count += 1;
      digest.update(`${value.length}:${value}`);
      if (values.length < shown) values.push(excerpt(value));
    },
    list: () =>
      [...tallies].map(([name, tally]) => removalOf(name, tally)).filter((removal): removal is Removal => removal !== undefined),
  };
}

function removalOf(name: string, { count, example, sides: [a, b] }: Tally): Removal | undefined {
  const alike = a.count === b.count && a.digest.digest('hex') === b.digest.digest('hex');
  if (alike) return count === 0 ? undefined : { name, count, ...(example && { example }) };
  const all = Array.from(
    { length: Math.max(a.values.length, b.values.length) },
    (_, at) => [a.values[at] ?? '', b.values[at] ?? ''] as const,
  );
  const apart = all.filter(([x, y]) => x !== y);
  const [first] = apart;
  return { name, count: count + Math.max(1, apart.length), ...(first && { example: first }) };
}
