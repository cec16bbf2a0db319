import type { Tolerance } from '../audit/compare/asked.ts';
import type { Rule, Rules } from '../audit/compare/rules.ts';
import { CrateRunError } from '../base/error.ts';
import { listOf, mappingOf, readSettings, textOf, textsOf, unexpected, type SettingsFile } from './settings-file.ts';

/** What is declared of a comparison on the command line. */
export interface RuleChoices {
  readonly rules?: string | undefined;
  readonly tolerance?: string | undefined;
  readonly ignore?: readonly string[] | undefined;
}

/** The rules of a file and of the command line, which counts where both say something. Throws USAGE_ARGUMENT and DOC_SYNTAX. */
export function readRules({ rules, tolerance, ignore = [] }: RuleChoices): Rules {
  const declared: Rules = rules === undefined ? { ignore: [], files: [] } : rulesIn({ option: '--rules', path: rules });
  const wanted = tolerance === undefined ? undefined : toleranceIn(tolerance);
  if (wanted === 'wrong')
    throw new CrateRunError(
      'USAGE_ARGUMENT',
      `--tolerance needs a number of 0 or more, or two as 1e-6,1e-9: relative and absolute; found ${String(tolerance)}`,
    );
  return { ...declared, ...(wanted && { tolerance: wanted }), ignore: [...declared.ignore, ...ignore] };
}

function rulesIn(file: SettingsFile): Rules {
  const { tolerance, ignore, files = [] } = mappingOf(file, readSettings(file), ['tolerance', 'ignore', 'files']);
  return {
    ...(tolerance !== undefined && { tolerance: fileTolerance(file, tolerance) }),
    ignore: textsOf(file, ignore),
    files: listOf(file, files).map((value) => ruleIn(file, value)),
  };
}

function ruleIn(file: SettingsFile, value: unknown): Rule {
  const {
    match,
    tolerance,
    'leave-out': leaveOut,
    pixels,
  } = mappingOf(file, value, ['match', 'tolerance', 'leave-out', 'pixels']);
  const share = pixels === undefined ? undefined : Number(pixels);
  if (share !== undefined && !(share >= 0 && share <= 1))
    throw unexpected(file, 'a share between 0 and 1 for pixels', `${share}`);
  return {
    match: textOf(file, match),
    ...(tolerance !== undefined && { tolerance: fileTolerance(file, tolerance) }),
    ...(leaveOut !== undefined && { leaveOut: textsOf(file, leaveOut) }),
    ...(share !== undefined && { pixels: share }),
  };
}

function fileTolerance(file: SettingsFile, value: unknown): Tolerance {
  const tolerance = toleranceIn(textOf(file, value));
  if (tolerance === 'wrong')
    throw unexpected(file, 'a tolerance as 1e-6, or 1e-6,1e-9: relative and absolute', textOf(file, value));
  return tolerance;
}

/** `1e-6` is relative; `1e-6,1e-9` relative and absolute. */
function toleranceIn(text: string): Tolerance | 'wrong' {
  const [relative = Number.NaN, absolute = 0, ...more] = text
    .split(',')
    .map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  const sane = [relative, absolute].every((value) => value >= 0 && value < Infinity);
  return sane && more.length === 0 ? { relative, absolute } : 'wrong';
}
