import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endOf, unmet } from '../containers/check.ts';
import { readCrate } from '../containers/crate.ts';
import type { StartedRun } from '../containers/run.ts';
import { eventsOf, only } from './run.ts';

/** The run has to fail, saying why in these words, with an error code and a crate that tells the same. */
export async function fails(run: StartedRun, words: RegExp): Promise<readonly string[]> {
  const ended = await run.ended;
  const story = readCrate(run.crate);
  const status = only(eventsOf(run.crate), 'run.ended')[0]?.status;
  const complaints = unmet([
    [ended.exitCode !== undefined && ended.exitCode > 0, 'it did not fail'],
    [words.test(ended.stderr), `it did not say ${words}`],
    [/\b[A-Z]+_[A-Z_]+\b/.test(ended.stderr), 'it gave no error code'],
    [!/^\s+at .*:\d+/m.test(ended.stderr), 'it printed a stack trace'],
    // What keeps a run from starting leaves nothing to make a crate of.
    [story === undefined || story.status === 'FailedActionStatus', `the crate says ${story?.status ?? ''}`],
    [status === undefined || status !== 'success', 'the log says success'],
  ]);
  return complaints.length === 0 ? [] : [...complaints, endOf(ended)];
}

/** The run has to succeed, and its one output to have this last line. */
export async function succeeds(run: StartedRun, line: string): Promise<readonly string[]> {
  const ended = await run.ended;
  if (ended.exitCode !== 0) return [endOf(ended)];
  const path = join(run.outdir, 'said.txt');
  const said = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) : 'nothing';
  return unmet([[said === line, `the output says ${said ?? ''}`]]);
}
