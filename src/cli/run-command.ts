import { writeJson, type Json } from '../base/json.ts';
import { whoRuns } from '../app/agent.ts';
import { openDocument, prepare } from '../app/prepare.ts';
import { runPrepared, type RunResult } from '../app/run.ts';
import type { Arguments } from './arguments.ts';
import { documentHelp } from './document-help.ts';
import { readInputWords } from './input-flags.ts';
import { diagnosticLine, failureLines } from './message.ts';
import { liveProgress, plainProgress, silent, type Progress } from './progress.ts';

/** `crate-run WORKFLOW [JOB] -o CRATE`: runs, prints the output object on stdout, and gives the exit code. */
export async function runCommand(workflow: string, options: Arguments, words: readonly string[]): Promise<number> {
  const loaded = await openDocument(workflow);
  if (options.help) {
    process.stdout.write(documentHelp(workflow, loaded.process));
    return 0;
  }
  const prepared = await prepare(workflow, loaded, readInputWords(options.rest, loaded.process));
  const progress = progressFor(options);
  if (!options.quiet) for (const warning of prepared.warnings) process.stderr.write(`warning:${diagnosticLine(warning)}\n`);
  const cancel = cancelOnSignals();
  try {
    const result = await runPrepared(prepared, {
      outdir: options.outdir,
      ...(options.output === undefined ? {} : { crate: options.output }),
      ...(options.tmpdirPrefix === undefined ? {} : { tmpdirPrefix: options.tmpdirPrefix }),
      ...(options.license === undefined ? {} : { license: options.license }),
      evalTimeout: options.evalTimeout,
      agent: whoRuns(options),
      command: ['crate-run', ...words],
      signal: cancel.signal,
      containers: { use: true, engine: 'auto', pull: 'newer', strictMemory: false, strictCpu: false },
      warn: (warning) => void (options.quiet || process.stderr.write(`warning:${diagnosticLine(warning)}\n`)),
      progress: (message) => void (options.quiet || process.stderr.write(`${message}\n`)),
      watch: progress.see,
    });
    progress.stop();
    return report(result, options);
  } finally {
    progress.stop();
    cancel.done();
  }
}

function progressFor({ quiet, json }: Arguments): Progress {
  if (quiet || json) return silent;
  return process.stderr.isTTY ? liveProgress(process.stderr) : plainProgress((text) => process.stderr.write(text));
}

/** Turns SIGINT and SIGTERM into an orderly end: jobs are stopped, the crate tells what did happen. */
function cancelOnSignals(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.once(name, cancel);
  return {
    signal: controller.signal,
    done() {
      for (const name of names) process.removeListener(name, cancel);
    },
  };
}

function report(result: RunResult, options: Arguments): number {
  const { status, outputs, failures, crate, kept } = result;
  for (const failure of failures) for (const line of failureLines(failure)) process.stderr.write(`${line}\n`);
  if (!options.quiet || kept) process.stderr.write(`${summary(result)}\n`);
  const whole = { status, outputs, ...(crate ? { crate } : {}), ...(kept ? { kept } : {}), failures };
  process.stdout.write(`${writeJson((options.json ? whole : outputs) as unknown as Json)}\n`);
  if (status === 'cancelled') return 130;
  return status === 'success' && failures.length === 0 ? 0 : 1;
}

function summary({ status, failures, crate, kept }: RunResult): string {
  const parts = [status, ...(failures.length > 0 ? [`${failures.length} failure${failures.length > 1 ? 's' : ''}`] : [])];
  return `${parts.join(', ')}${crate ? `; the crate is ${crate}` : ''}${kept ? `; the run is kept in ${kept}` : ''}`;
}
