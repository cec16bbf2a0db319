#!/usr/bin/env node
import { runCommand } from './run-command.ts';
import { errorLines } from './message.ts';
import { CrateRunError } from '../base/error.ts';

/** The program: one verb so far, to run. Everything that goes wrong ends here as lines on stderr and an exit code. */
async function main(): Promise<number> {
  try {
    return await runCommand(process.argv.slice(2));
  } catch (thrown) {
    for (const line of errorLines(thrown)) console.error(line);
    return thrown instanceof CrateRunError ? thrown.exitCode : 1;
  }
}

process.exitCode = await main();
