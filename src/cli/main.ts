#!/usr/bin/env node
import { software } from '../app/software.ts';
import { writeJson } from '../base/json.ts';
import { CrateRunError } from '../base/error.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import { verbHelp } from './help.ts';
import { errorLines, errorResult } from './message.ts';
import { cwlVersions } from '../language/model/process.ts';

/** The program: finds out what is asked for. What answers it is loaded only then. */
async function main(words: readonly string[]): Promise<number> {
  const [first, ...others] = words;
  if (first === 'graph') return graph(others);
  if (words.includes('--print-dot')) return graph([...words.filter((word) => word !== '--print-dot'), '--format', 'dot']);
  const options = parseArguments(words);
  const { verb, given, document, help } = options;
  if (verb === 'graph') return graph(words.filter((word) => word !== 'graph'));
  const show = (text: string) => (process.stdout.write(text), 0);
  if (given.has('--version')) return show(`${software.name} ${software.version}\n`);
  if (given.has('--print-supported-versions')) return show(cwlVersions.map((version) => `${version}\n`).join(''));
  if (help && (document === undefined || verb !== 'run')) return show(verbHelp(verb));
  if (document === undefined)
    throw new CrateRunError('USAGE_ARGUMENT', `no ${verb === 'run' ? 'workflow' : 'document'} is named`);
  return start(document, options, words);
}

async function start(document: string, options: Arguments, words: readonly string[]): Promise<number> {
  switch (options.verb) {
    case 'validate':
      return (await import('./validate-command.ts')).validateCommand(document, options);
    case 'inputs':
      return (await import('./inputs-command.ts')).inputsCommand(document, options);
    case 'pack':
      return (await import('./pack-command.ts')).packCommand(document, options);
    default:
      return options.print === undefined
        ? (await import('./run-command.ts')).runCommand(document, options, words)
        : (await import('./print-command.ts')).printCommand(options.print, document, options);
  }
}

async function graph(words: readonly string[]): Promise<number> {
  return (await import('./graph-command.ts')).graphCommand(words);
}

const words = process.argv.slice(2);
try {
  process.exitCode = await main(words);
} catch (thrown) {
  if (words.includes('--json')) process.stdout.write(`${writeJson(errorResult(thrown))}\n`);
  for (const line of errorLines(thrown)) process.stderr.write(`${line}\n`);
  process.exitCode = thrown instanceof CrateRunError ? thrown.exitCode : 1;
}
