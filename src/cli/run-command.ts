import { writeJson, type Json } from '../base/json.ts';
import { whoRuns } from '../app/agent.ts';
import { keepLogs } from '../app/log-folder.ts';
import { writeOutput } from '../app/pack.ts';
import { findWork } from '../app/find-work.ts';
import { openDocument, prepare } from '../app/prepare.ts';
import type { RunResult } from '../app/run-options.ts';
import { runPrepared } from '../app/run.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import { cancelOnSignals } from './cancel.ts';
import { documentHelp } from './document-help.ts';
import { flagKinds, readInputWords } from './input-flags.ts';
import { failureLines, warningLine } from './message.ts';
import { progressFor } from './progress.ts';
import { runOptions } from './run-options.ts';

/** `crate-run WORKFLOW [JOB] -o CRATE`: runs, prints the output object on stdout, and gives the exit code. */
export async function runCommand(named: string, before: Arguments, words: readonly string[]): Promise<number> {
  const { workflow, job, topology, warnings } = await findWork(named, before.streamflowFile);
  const loaded = await openDocument(workflow, before);
  if (before.help) {
    process.stdout.write(documentHelp(workflow, loaded.process));
    return 0;
  }
  // Flags that are inputs of this document are no options.
  const options = parseArguments(words, flagKinds(loaded.process));
  const { target: targets = [], overrides } = options;
  const given = readInputWords(options.rest, loaded.process);
  const prepared = await prepare(workflow, loaded, { ...(job === undefined ? {} : { job }), ...given, targets, overrides });
  const progress = progressFor(options);
  const watchers = [progress.see, ...(options.logDir === undefined ? [] : [keepLogs(options.logDir)])];
  if (options.warnings) for (const warning of [...warnings, ...prepared.warnings]) progress.say(warningLine(warning));
  const cancel = cancelOnSignals();
  try {
    const result = await runPrepared(prepared, {
      ...runOptions(options),
      ...(topology ? { topology } : {}),
      agent: whoRuns(options),
      command: ['crate-run', ...words],
      signal: cancel.signal,
      warn: (warning) => {
        if (options.warnings) progress.say(warningLine(warning));
      },
      progress: progress.say,
      watch: (event) => watchers.forEach((watch) => watch(event)),
    });
    progress.stop();
    return report(result, options);
  } finally {
    progress.stop();
    cancel.done();
  }
}

function report(result: RunResult, options: Arguments): number {
  const { status, outputs, failures, crate, kept } = result;
  for (const failure of failures) for (const line of failureLines(failure)) process.stderr.write(`${line}\n`);
  if (!options.quiet || kept) process.stderr.write(`${summary(result)}\n`);
  const whole = { status, outputs, ...(crate ? { crate } : {}), ...(kept ? { kept } : {}), failures };
  const text = (value: unknown) => `${writeJson(value as Json)}\n`;
  if (options.writeSummary !== undefined) writeOutput(options.writeSummary, text(outputs));
  if (options.json || options.writeSummary === undefined) process.stdout.write(text(options.json ? whole : outputs));
  if (status === 'cancelled') return 130;
  return status === 'success' && failures.length === 0 ? 0 : 1;
}

function summary({ status, failures, crate, kept }: RunResult): string {
  const parts = [status, ...(failures.length > 0 ? [`${failures.length} failure${failures.length > 1 ? 's' : ''}`] : [])];
  return `${parts.join(', ')}${crate ? `; the crate is ${crate}` : ''}${kept ? `; the run is kept in ${kept}` : ''}`;
}
