import { compare, compareLikeTonkaz } from '../app/compare.ts';
import { writeOutput } from '../app/pack.ts';
import { writeJson } from '../base/json.ts';
import type { Arguments } from './arguments.ts';
import { clean } from './message.ts';
import { usage } from './usage.ts';

/** `crate-run compare A B`: how far the results of two runs agree; gives the exit code. */
export async function compareCommand(a: string, options: Arguments): Promise<number> {
  const [b, ...others] = options.rest;
  if (b === undefined || others.length > 0)
    throw usage(`compare takes two crates, folders or files, found ${options.rest.length + 1}`);
  const { rules, tolerance, ignore, scale, all = false } = options;
  const choices = { rules, tolerance, ignore };
  const report =
    scale === 'tonkaz' ? await compareLikeTonkaz(a, b, { ...choices, all }) : await compare(a, b, options.require, choices);
  if (options.junit !== undefined && report.junit !== undefined) writeOutput(options.junit, report.junit);
  if (options.json) process.stdout.write(`${writeJson(report.json)}\n`);
  else for (const line of report.lines) process.stdout.write(`${clean(line).replaceAll('\n', '\u23ce')}\n`);
  return report.exitCode;
}
