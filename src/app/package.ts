import { describeRun } from '../record/crate/crate.ts';
import { makeCrate } from '../record/make.ts';
import { absentFiles } from './absent.ts';
import { readRecord } from './open-record.ts';
import { checkOutputs } from './outputs.ts';

/** What became of a log. */
export interface Packaged {
  readonly crate: string;
  /** How the run ended; `unfinished` when it was killed or still goes on. */
  readonly status: string;
  /** Files that could not go into the crate, by URI, and why. */
  readonly absent: Readonly<Record<string, string>>;
}

/**
 * Makes the crate of what did happen from the log of a run that failed, was killed or still goes on. `source` is the log or
 * the folder of the run. Throws LOG_READ, USAGE_OUTPUT and CRATE_WRITE.
 */
export async function packageLog(source: string, crate: string): Promise<Packaged> {
  const { events, text, ledger, workflow } = readRecord(source);
  checkOutputs('.', crate);
  const log = { text };
  const absent = await absentFiles(ledger, describeRun(workflow, ledger, log));
  await makeCrate(workflow, events, log, crate, absent);
  return { crate, status: ledger.ended?.status ?? 'unfinished', absent: Object.fromEntries(absent) };
}
