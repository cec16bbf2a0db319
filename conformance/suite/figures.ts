import type { SuiteTest } from './junit.ts';

/** How many tests ended in which way. */
export interface Figures {
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
}

/** The figures of each tag in alphabetical order, after those of `all` tests. */
export function figuresOf(tests: readonly SuiteTest[]): Readonly<Record<string, Figures>> {
  const tags = [...new Set(tests.flatMap((test) => test.tags))].sort();
  return Object.fromEntries([
    ['all', tally(tests)],
    ...tags.map((tag) => [tag, tally(tests.filter((test) => test.tags.includes(tag)))] as const),
  ]);
}

function tally(tests: readonly SuiteTest[]): Figures {
  const count = (outcome: SuiteTest['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), unsupported: count('unsupported') };
}
