#!/usr/bin/env node
import { software } from '../app/software.ts';
import { writeJson } from '../base/json.ts';
import { CrateRunError } from '../base/error.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import { verbHelp } from './help.ts';
import { errorLines, errorResult } from './message.ts';
import { usage } from './usage.ts';
import { cwlVersions } from '../language/model/process.ts';

/** The program: finds out what is asked for. What answers it is loaded only then. */
async function main(words: readonly string[]): Promise<number> {
  const options = parseArguments(words);
  const { verb, document } = options;
  const show = (text: string) => (process.stdout.write(text), 0);
  if (options.version) return show(`${software.name} ${software.version}\n`);
  if (options.printSupportedVersions) return show(cwlVersions.map((version) => `${version}\n`).join(''));
  if (options.help && (document === undefined || verb !== 'run')) return show(verbHelp(verb));
  if (document === undefined && verb === 'query') return (await import('./query-command.ts')).listQuestions(options);
  if (document === undefined) throw usage(`no ${verb === 'run' || verb === 'graph' ? 'workflow' : 'document'} is named`);
  return start(document, options, words);
}

async function start(document: string, options: Arguments, words: readonly string[]): Promise<number> {
  switch (options.verb) {
    case 'validate':
      return (await (await import('../app/validate-crate.ts')).isCrate(document))
        ? (await import('./validate-crate-command.ts')).validateCrateCommand(document, options)
        : (await import('./validate-command.ts')).validateCommand(document, options);
    case 'sign':
      return (await import('./seal-command.ts')).signCommand(document, options);
    case 'verify':
      return (await import('./seal-command.ts')).verifyCommand(document, options);
    case 'inputs':
      return (await import('./inputs-command.ts')).inputsCommand(document, options);
    case 'pack':
      return (await import('./pack-command.ts')).packCommand(document, options);
    case 'graph':
      return (await import('./graph-command.ts')).graphCommand(document, options);
    case 'report':
      return (await import('./report-command.ts')).reportCommand(document, options);
    case 'package':
      return (await import('./package-command.ts')).packageCommand(document, options);
    case 'query':
      return (await import('./query-command.ts')).queryCommand(document, options);
    case 'config':
      return (await import('./config-command.ts')).configCommand(document, options);
    case 'compare':
      return (await import('./compare-command.ts')).compareCommand(document, options);
    case 'check':
      return (await import('./check-command.ts')).checkCommand(document, options);
    case 'rerun':
      return (await import('./rerun-command.ts')).rerunCommand(document, options, words);
    case 'run':
      return options.printTargets || options.printDeps || options.printInputDeps
        ? (await import('./print-command.ts')).printCommand(document, options)
        : (await import('./run-command.ts')).runCommand(document, options, words);
  }
}

// Whoever reads may stop reading (`| head`): what is under way goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
  });
}
const words = process.argv.slice(2);
try {
  process.exitCode = await main(words);
} catch (thrown) {
  if (words.includes('--json')) process.stdout.write(`${writeJson(errorResult(thrown))}\n`);
  for (const line of errorLines(thrown)) process.stderr.write(`${line}\n`);
  process.exitCode = thrown instanceof CrateRunError ? thrown.exitCode : 1;
}
