import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCrate, type OpenCrate } from '../audit/open/open.ts';
import { CrateRunError } from '../base/error.ts';
import { reasonOf } from '../execution/data/fault.ts';
import type { Workflow } from '../language/model/process.ts';
import { logPath } from '../record/crate/run.ts';
import { parseLog } from '../record/eventlog/read.ts';
import { readLedger, type Ledger } from '../record/ledger.ts';
import type { Event } from '../event/event.ts';
import { checkEvents } from './check-events.ts';
import { recordedWorkflow } from './recorded-workflow.ts';

/** A run that was written down: its log as far as it goes, and what follows from it. */
export interface RecordedRun {
  readonly events: readonly Event[];
  /** Its whole lines. */
  readonly text: string;
  readonly ledger: Ledger;
  readonly workflow: Workflow;
}

/** Longer texts are more than a string can hold. */
const longestLog = 500_000_000;

/**
 * Reads the log of a run: `source` is that log, the folder that the run works in, or left when it was killed, or a crate.
 * `use` is given the run, and the crate while it is open. Throws LOG_READ, and CRATE_* for what is no crate.
 */
export async function withRecord<T>(source: string, use: (run: RecordedRun, crate?: OpenCrate) => Promise<T>): Promise<T> {
  const log = logAt(source);
  if (log !== undefined) return use(recordedRun(textOf(log), log));
  const crate = await openCrate(source);
  try {
    if (!crate.entries.has(logPath)) {
      throw new CrateRunError('LOG_READ', `${source} holds no event log: crate-run did not make it.`);
    }
    return await use(recordedRun((await crate.read(logPath, longestLog)).toString(), `${source}/${logPath}`), crate);
  } finally {
    await crate.close();
  }
}

/** The log of a run that stands by itself, outside of a crate. */
export function readRecord(source: string): RecordedRun {
  const log = logAt(source);
  if (log !== undefined) return recordedRun(textOf(log), log);
  throw new CrateRunError('LOG_READ', `${source} is neither the event log of a run nor a folder with one.`);
}

function logAt(source: string): string | undefined {
  if (!existsSync(source)) throw new CrateRunError('LOG_READ', `${source} does not exist.`);
  if (!statSync(source).isDirectory()) return /\.jsonl$/.test(source) ? source : undefined;
  const isCrate = existsSync(join(source, 'ro-crate-metadata.json'));
  return !isCrate && existsSync(join(source, logPath)) ? join(source, logPath) : undefined;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new CrateRunError('LOG_READ', `The event log ${path} cannot be read: ${reasonOf(thrown)}.`, { cause: thrown });
  }
}

/** What follows the last line break is torn, or still being written. */
function recordedRun(text: string, path: string): RecordedRun {
  const events = parseLog(text, path);
  checkEvents(events, path);
  const ledger = readLedger(events);
  return { events, text: text.slice(0, text.lastIndexOf('\n') + 1), ledger, workflow: recordedWorkflow(ledger.document) };
}
