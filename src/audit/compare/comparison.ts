import type { Asked } from './asked.ts';
import { compareContents } from './compare.ts';
import type { Finding } from './finding.ts';
import { verdictOf, worse, type Level, type Verdict } from './level.ts';
import { pairUp, type Member, type Pair } from './pair.ts';
import { ruleFor, type Rules } from './rules.ts';

/** What became of one file. */
export interface Compared extends Finding {
  readonly path: string;
  /** Where the second side has it, if elsewhere. */
  readonly other?: string;
  readonly parameter?: string;
  /** How the two files were found to correspond. */
  readonly by?: Pair['by'];
}

/** What comparing two sides found. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly required: Level;
  readonly verdict: Verdict;
  /** The worst level; absent when nothing was compared. */
  readonly level?: Level;
  readonly files: readonly Compared[];
  /** Files that the rules leave out, and the pattern that does. */
  readonly ignored: readonly { readonly path: string; readonly pattern: string }[];
}

/** One side: what it is called, and its files. */
export interface Side {
  readonly name: string;
  readonly members: readonly Member[];
}

/** Compares two sides file by file. */
export async function compareSides(a: Side, b: Side, rules: Rules, required: Level): Promise<Comparison> {
  const files: Compared[] = [];
  const ignored: { path: string; pattern: string }[] = [];
  for (const pair of pairUp(a.members, b.members)) {
    const path = (pair.a ?? pair.b)?.path ?? '';
    const rule = ruleFor(path, rules);
    if (rule.ignored === undefined) files.push(await comparePair(pair, path, rule.asked));
    else ignored.push({ path, pattern: rule.ignored });
  }
  const found = files.map(({ level }) => level);
  const verdict = verdictOf(found, required);
  const [first, ...others] = found;
  return { a: a.name, b: b.name, required, verdict, ...(first && { level: others.reduce(worse, first) }), files, ignored };
}

async function comparePair({ a, b, by }: Pair, path: string, asked: Asked): Promise<Compared> {
  const finding: Finding =
    a && b
      ? await compareContents(a.content, b.content, asked)
      : { level: 'MISSING', reason: `only in ${a ? 'the first' : 'the second'}` };
  const parameter = a?.parameter ?? b?.parameter;
  const other = b && b.path !== path ? b.path : undefined;
  return {
    path,
    ...(other !== undefined && { other }),
    ...(parameter !== undefined && { parameter }),
    ...(by && { by }),
    ...finding,
  };
}
