import { whoRuns } from '../app/agent.ts';
import { rerunCrate } from '../app/rerun-crate.ts';
import { writeJson, type Json } from '../base/json.ts';
import type { Arguments } from './arguments.ts';
import { cancelOnSignals } from './cancel.ts';
import { clean, failureLines, warningLine } from './message.ts';
import { progressFor } from './progress.ts';
import { runOptions } from './run-options.ts';
import { usage } from './usage.ts';

/** `crate-run rerun CRATE`: runs the workflow of a crate again; gives the exit code. */
export async function rerunCommand(source: string, options: Arguments, words: readonly string[]): Promise<number> {
  const wrong = options.image?.find((pair) => !/^[^=]+=[^=]+$/.test(pair));
  if (wrong !== undefined) throw usage(`--image needs OLD=NEW, found ${wrong}`);
  const progress = progressFor(options);
  const cancel = cancelOnSignals();
  const healed: string[] = [];
  try {
    const result = await rerunCrate(source, {
      ...runOptions(options),
      containers: lockedDown(options),
      images: options.image ?? [],
      inputs: options.inputs,
      healed: (healing) => {
        healed.push(healing);
        if (!options.quiet) progress.say(`healed: ${clean(healing)}`);
      },
      agent: whoRuns(options),
      command: ['crate-run', ...words],
      signal: cancel.signal,
      warn: (warning) => {
        if (options.warnings) progress.say(warningLine(warning));
      },
      progress: progress.say,
      watch: progress.see,
    });
    progress.stop();
    for (const failure of result.failures) for (const line of failureLines(failure)) process.stderr.write(`${line}\n`);
    const { status, outputs, failures, crate } = result;
    const whole = { status, outputs, ...(crate === undefined ? {} : { crate }), healed, failures };
    process.stdout.write(`${writeJson((options.json ? whole : outputs) as unknown as Json)}\n`);
    if (status === 'cancelled') return 130;
    return status === 'success' && failures.length === 0 ? 0 : 5;
  } finally {
    progress.stop();
    cancel.done();
  }
}

/** Containers of a crate of others: no network, no capabilities, and nothing outside them unless that is asked for. */
function lockedDown(options: Arguments) {
  const { containers } = runOptions(options);
  return { ...containers, locked: true, only: options.trustHost !== true };
}
