import { figuresOf } from './figures.ts';
import type { SuiteTest } from './junit.ts';
import type { Exception, SuiteRecord } from './record.ts';

/** A result beside the tracked one. */
export interface Comparison {
  /** One line for each thing that got worse. */
  readonly worse: readonly string[];
  readonly better: readonly string[];
  /** The tests that do not pass now, with the reasons that are known. */
  readonly exceptions: readonly Exception[];
}

/**
 * What got worse or better since `known`: a test that does not pass and is not among the known exceptions, one that
 * was unsupported and now fails, a tag of which fewer tests pass, and the other way round.
 */
export function compare(known: SuiteRecord, tests: readonly SuiteTest[]): Comparison {
  const before = new Map(known.exceptions.map((exception) => [exception.id, exception]));
  const worse: string[] = [];
  const better: string[] = [];
  const exceptions: Exception[] = [];
  for (const { id, outcome } of tests) {
    const exception = before.get(id);
    if (outcome === 'passed') {
      if (exception) better.push(`better: ${id} passes now`);
      continue;
    }
    exceptions.push({ id, outcome, reason: exception?.reason ?? 'no reason known' });
    if (!exception) worse.push(`worse: ${id} is ${outcome}`);
    else if (outcome === 'failed' && exception.outcome === 'unsupported')
      worse.push(`worse: ${id} was unsupported and fails now`);
  }
  const now = figuresOf(tests);
  for (const [tag, { passed }] of Object.entries(known.tags)) {
    const left = now[tag]?.passed ?? 0;
    if (left < passed) worse.push(`worse: ${left} tests of ${tag} pass, before it was ${passed}`);
  }
  const passing = now['all']?.passed ?? 0;
  const passedBefore = known.tags['all']?.passed ?? 0;
  if (passing > passedBefore) better.push(`better: ${passing} tests pass, before it was ${passedBefore}`);
  return { worse, better, exceptions };
}
