import { CrateRunError } from '../base/error.ts';
import type { Execution } from '../job/outcome.ts';

/** What gives hope after a failure: the same once more, or another target. */
export type Chance = 'again' | 'elsewhere';

/** How often a job is tried in all. */
export const mostAttempts = 3;

/** Milliseconds to wait before an attempt, longer each time. */
export function pauseBefore(attempt: number): number {
  return 1000 * 2 ** (attempt - 2);
}

/** What an execution lets hope for; undefined when another one would end the same. */
export function chanceAfter({ problem }: Execution): Chance | undefined {
  switch (problem) {
    case 'lost':
    case 'refused':
      return 'again';
    case 'out-of-memory':
    case 'time-limit':
    case 'not-started':
      return 'elsewhere';
    default:
      return undefined;
  }
}

/** The same of an error of a place, which says so itself. */
export function chanceOf(thrown: unknown): Chance | undefined {
  if (!(thrown instanceof CrateRunError) || thrown.retry === 'never') return undefined;
  return thrown.retry === 'same-location' ? 'again' : 'elsewhere';
}
