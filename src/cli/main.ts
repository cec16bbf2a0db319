#!/usr/bin/env node
import { software } from '../app/software.ts';
import { writeJson } from '../base/json.ts';
import { CrateRunError } from '../base/error.ts';
import { generalHelp, parseArguments } from './arguments.ts';
import { errorLines, errorResult } from './message.ts';

/** The program: one verb so far, to run. What needs the engine is loaded only when there is something to run. */
async function main(words: readonly string[]): Promise<number> {
  const options = parseArguments(words);
  if (options.workflow !== undefined && !options.version) {
    const { runCommand } = await import('./run-command.ts');
    return runCommand(options.workflow, options, words);
  }
  if (!options.version && !options.help) throw new CrateRunError('USAGE_ARGUMENT', 'no workflow is named');
  process.stdout.write(options.version ? `${software.name} ${software.version}\n` : generalHelp());
  return 0;
}

const words = process.argv.slice(2);
try {
  process.exitCode = await main(words);
} catch (thrown) {
  if (words.includes('--json')) process.stdout.write(`${writeJson(errorResult(thrown))}\n`);
  for (const line of errorLines(thrown)) process.stderr.write(`${line}\n`);
  process.exitCode = thrown instanceof CrateRunError ? thrown.exitCode : 1;
}
