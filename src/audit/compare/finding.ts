import type { Level } from './level.ts';

/** What a normaliser removed from both files before the rest was compared. */
export interface Removal {
  /** What was removed, as `date and time` or `folder of a staged file`. */
  readonly name: string;
  /** How often it differed. */
  readonly count: number;
  /** The first that differed; absent where there is none to show. */
  readonly example?: readonly [a: string, b: string];
}

/** Two numbers that differ. */
export interface Deviation {
  readonly place: string;
  readonly a: string;
  readonly b: string;
  readonly absolute: number;
  /** Of the larger of the two magnitudes. */
  readonly relative: number;
}

/** The first place at which two files differ. */
export interface Difference {
  readonly place: string;
  readonly a: string;
  readonly b: string;
}

/** A number that says how alike two files are, and the bound that it has to keep. */
export interface Statistic {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
}

/** What the comparison of two files found. */
export interface Finding {
  readonly level: Level;
  /** How the files were read, as `CSV` or `gzip of VCF`; absent when their bytes decided. */
  readonly format?: string;
  readonly removed?: readonly Removal[];
  /** Of the numbers that differ within the tolerance, that which comes closest to it. */
  readonly worst?: Deviation;
  readonly difference?: Difference;
  /** What was asked for by which files may be similar. */
  readonly statistic?: Statistic;
  /** Why nothing better can be said. */
  readonly reason?: string;
}

/** How long the texts in findings may be. */
const longest = 80;

/** Text for a finding: around `at` if it is long. */
export function excerpt(text: string, at = 0): string {
  if (text.length <= longest) return text;
  const from = Math.max(0, Math.min(at - longest / 4, text.length - longest));
  return `${from > 0 ? '…' : ''}${text.slice(from, from + longest)}${from + longest < text.length ? '…' : ''}`;
}
