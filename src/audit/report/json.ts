import type { Json } from '../../base/json.ts';
import { levels, type Level } from '../profile/check.ts';
import type { Verdict } from '../profile/validate.ts';

/** Whether nothing that a profile requires is missing. */
export function isValid({ findings }: Verdict): boolean {
  return !findings.some(({ check }) => check.level === 'required');
}

/** How many findings there are of each level. */
export function countsOf({ findings }: Verdict): Readonly<Record<Level, number>> {
  const count = (level: Level) => findings.filter(({ check }) => check.level === level).length;
  return Object.fromEntries(levels.map((level) => [level, count(level)])) as Record<Level, number>;
}

/** A verdict for programs. */
export function verdictAsJson(crate: string, verdict: Verdict): Json {
  const findings = verdict.findings.map(({ check, entity, detail }) => {
    const { id, level, message, mend, source } = check;
    return { check: id, level, message, entity, detail, mend, source };
  });
  const untested = verdict.untested.map(({ id }) => id);
  return { crate, valid: isValid(verdict), profiles: verdict.profiles, counts: countsOf(verdict), findings, untested };
}
