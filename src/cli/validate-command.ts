import { CrateRunError, messageOf, type Diagnostic } from '../base/error.ts';
import { writeJson, type Json } from '../base/json.ts';
import { openDocument } from '../app/prepare.ts';
import { validateDocument, validateJob, type Validated } from '../app/validate.ts';
import type { Arguments } from './arguments.ts';
import { errorLines, faultsOf, warningLine } from './message.ts';

/** One file that was looked at. */
type Verdict = { readonly file: string } & ({ readonly found: Validated } | { readonly thrown: unknown });

/** `crate-run validate DOCUMENT [JOB…]`: all that can be known without running; gives the exit code. */
export async function validateCommand(document: string, options: Arguments): Promise<number> {
  const verdicts = await look(document, options);
  for (const verdict of verdicts) show(verdict, options);
  if (options.json) process.stdout.write(`${writeJson(asJson(verdicts))}\n`);
  return Math.max(0, ...verdicts.map((verdict) => ('found' in verdict ? 0 : exitCodeOf(verdict.thrown))));
}

async function look(document: string, { rest, strict }: Arguments): Promise<readonly Verdict[]> {
  try {
    const loaded = await openDocument(document, { strict });
    const verdict = await judge(document, () => validateDocument(loaded, document));
    // A job file that names its own document stands for both.
    const files = loaded.job === undefined ? rest : [document, ...rest];
    const jobs = await Promise.all(files.map((job) => judge(job, () => validateJob(job, loaded))));
    return [verdict, ...jobs];
  } catch (thrown) {
    return [{ file: document, thrown }];
  }
}

async function judge(file: string, validate: () => Promise<Validated>): Promise<Verdict> {
  try {
    return { file, found: await validate() };
  } catch (thrown) {
    return { file, thrown };
  }
}

function show(verdict: Verdict, { json, warnings }: Arguments): void {
  if ('thrown' in verdict) {
    if (!json) for (const line of errorLines(verdict.thrown)) process.stderr.write(`${line}\n`);
    return;
  }
  const { summary, warnings: noticed } = verdict.found;
  if (warnings && !json) for (const warning of noticed) process.stderr.write(`${warningLine(warning)}\n`);
  if (!json) process.stdout.write(`${verdict.file}: valid (${summary})\n`);
}

function asJson(verdicts: readonly Verdict[]): Json {
  const checked = verdicts.map((verdict) => {
    if ('found' in verdict) {
      const { facts, warnings } = verdict.found;
      return { file: verdict.file, valid: true, ...facts, warnings };
    }
    const faults: readonly Diagnostic[] = faultsOf(verdict.thrown);
    return { file: verdict.file, valid: false, message: messageOf(verdict.thrown), faults };
  });
  return { valid: checked.every(({ valid }) => valid), checked } as unknown as Json;
}

function exitCodeOf(thrown: unknown): number {
  return thrown instanceof CrateRunError ? Math.max(2, thrown.exitCode) : 1;
}
