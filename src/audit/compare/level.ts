/** How far two files agree, from the best to the worst that is known, then what is not known. */
export const levels = ['IDENTICAL', 'EQUIVALENT', 'WITHIN-TOLERANCE', 'SIMILAR', 'DIFFERENT', 'MISSING', 'CANNOT-TELL'] as const;

/**
 * - `IDENTICAL`: the same bytes.
 * - `EQUIVALENT`: the same once named normalisers have removed what does not matter.
 * - `WITHIN-TOLERANCE`: every number within the declared tolerance, everything else the same.
 * - `SIMILAR`: within the bound that was asked for a statistic; never given unasked.
 * - `DIFFERENT`: something that matters differs.
 * - `MISSING`: there on one side only.
 * - `CANNOT-TELL`: the bytes are not the same or not there, and nothing can look into them.
 */
export type Level = (typeof levels)[number];

/** What levels together say: `reached` the required one, `below` it, or `open`: nothing was compared, or some cannot be told. */
export type Verdict = 'reached' | 'below' | 'open';

export function verdictOf(found: readonly Level[], required: Level): Verdict {
  const bad = (level: Level) => level !== 'CANNOT-TELL' && levels.indexOf(level) > levels.indexOf(required);
  if (found.some(bad)) return 'below';
  return found.length === 0 || found.includes('CANNOT-TELL') ? 'open' : 'reached';
}

/** The worse of two levels; what cannot be told is better than what is known to differ. */
export function worse(a: Level, b: Level): Level {
  const order: readonly Level[] = [
    'IDENTICAL',
    'EQUIVALENT',
    'WITHIN-TOLERANCE',
    'SIMILAR',
    'CANNOT-TELL',
    'DIFFERENT',
    'MISSING',
  ];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
