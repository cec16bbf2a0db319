import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { CrateRunError, messageOf } from '../base/error.ts';
import { writeJson } from '../base/json.ts';
import { countsOf, isValid, verdictAsEarl, verdictAsJson, verdictAsJunit, type Finding, type Verdict } from '../app/verdict.ts';
import { validateCrateAt } from '../app/validate-crate.ts';
import type { Arguments } from './arguments.ts';
import { clean } from './message.ts';

/** Entities that are shown of one finding; `--json` has all. */
const shown = 5;

/** `crate-run validate CRATE`: what its profiles ask for and it lacks; gives the exit code. */
export async function validateCrateCommand(path: string, options: Arguments): Promise<number> {
  const verdict = await validateCrateAt(path, options.level);
  const { earl, junit } = options;
  if (earl !== undefined) await write(earl, verdictAsEarl(pathToFileURL(path).href, verdict));
  if (junit !== undefined) await write(junit, verdictAsJunit(path, verdict));
  const text = options.json ? writeJson(verdictAsJson(path, verdict)) : lines(path, verdict, options).join('\n');
  process.stdout.write(`${text}\n`);
  return isValid(verdict) ? 0 : 1;
}

function lines(path: string, verdict: Verdict, { quiet }: Arguments): readonly string[] {
  const { required, recommended, optional } = countsOf(verdict);
  const counts = `${required} required, ${recommended} recommended, ${optional} optional`;
  const head = `${clean(path)}: ${isValid(verdict) ? 'valid' : 'not valid'} (${verdict.profiles.at(-2) ?? ''}; findings: ${counts})`;
  const findings = quiet ? verdict.findings.filter(({ check }) => check.level === 'required') : verdict.findings;
  const checks = [...new Set(findings.map(({ check }) => check))];
  return [head, ...checks.flatMap((check) => ['', ...blockOf(findings.filter((finding) => finding.check === check))])];
}

/** All findings of one check: what is wrong, where, how to mend it, who says so. */
function blockOf(findings: readonly Finding[]): readonly string[] {
  const [first] = findings;
  if (!first) return [];
  const { level, message, id, mend, source } = first.check;
  const places = findings.map(({ entity = '', detail }) =>
    [entity, ...(detail === undefined ? [] : [`(${detail})`])].join(' ').trim(),
  );
  const more = places.length > shown ? [`  … and ${places.length - shown} more`] : [];
  return [
    `${level.toUpperCase()} ${message} [${id}]`,
    ...places
      .filter((place) => place !== '')
      .slice(0, shown)
      .map((place) => `  ${clean(place).replaceAll('\n', ' ')}`),
    ...more,
    `  ${mend}`,
    `  ${source}`,
  ];
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new CrateRunError('USAGE_OUTPUT', `${file} cannot be written: ${messageOf(cause)}`, { cause });
  }
}
