import { readFileSync } from 'node:fs';
import type { Miss } from './oracle.ts';

/** Who of the two validators finds a fault that the other does not. */
export type Side = 'ours' | 'theirs';

/** Why the validators may disagree about a check, by side and check: `theirs process-run-crate-0.5_5.1`. */
const explained = JSON.parse(readFileSync(new URL('./explained.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

/** A fault that only one side finds. */
export interface Disagreement extends Miss {
  readonly side: Side;
  readonly crate: string;
  /** Absent when nobody has explained it. */
  readonly reason?: string;
}

/** The faults that only one side finds in a crate. */
export function disagreements(crate: string, ours: readonly Miss[], theirs: readonly Miss[]): readonly Disagreement[] {
  return [...only('ours', crate, ours, theirs), ...only('theirs', crate, theirs, ours)];
}

function only(side: Side, crate: string, some: readonly Miss[], others: readonly Miss[]): readonly Disagreement[] {
  const name = ({ check, entity }: Miss) => `${check} ${entity}`;
  const known = new Set(others.map(name));
  const checks = new Set(others.map(({ check }) => check));
  // Where one side names no entity, the check alone has to agree.
  const agreed = ({ check, entity }: Miss) =>
    known.has(name({ check, entity })) || known.has(name({ check, entity: '' })) || (entity === '' && checks.has(check));
  const left = new Map(some.filter((miss) => !agreed(miss)).map((miss) => [name(miss), miss]));
  return [...left.values()].map((miss) => {
    const reason = explains(side, miss.check);
    return { ...miss, side, crate, ...(reason === undefined ? {} : { reason }) };
  });
}

/** Why a side may find a check missed that the other does not; undefined when there is no reason. */
export function explains(side: Side, check: string): string | undefined {
  return explained[`${side} ${check}`];
}
