import { CrateRunError } from '../base/error.ts';
import { fileUri } from '../base/uri.ts';
import { readLog } from '../record/eventlog/read.ts';
import { openLog } from '../record/eventlog/write.ts';
import { makeCrate } from '../record/make.ts';
import { failureOf, type Failure } from './failure.ts';
import { execute } from './execute.ts';
import { openRun } from './open-run.ts';
import type { RunOptions, RunResult } from './run-options.ts';
import { checkOutputs } from './outputs.ts';
import type { Prepared } from './prepare.ts';
import { makeRunFolder, type RunFolder } from './run-folder.ts';

/** Runs what was prepared, delivers its outputs and packages the run. Throws what stops a run before it starts, and LOG_WRITE. */
export async function runPrepared(prepared: Prepared, options: RunOptions): Promise<RunResult> {
  checkOutputs(options.outdir, options.crate);
  const folder = makeRunFolder(options.tmpdirPrefix);
  const failures: Failure[] = [];
  const log = openLog(folder.log);
  try {
    const run = await openRun(prepared, options, folder, failures, (facts) => log.append(facts));
    const finished = await execute(run, prepared, options, failures);
    log.close();
    const crate = await packaged(prepared, options, folder, failures);
    const isKept = options.keep === true || crate !== options.crate;
    if (!isKept) folder.remove();
    return {
      ...finished,
      failures,
      ...(crate === undefined ? {} : { crate }),
      ...(isKept ? { kept: folder.path } : {}),
    };
  } catch (thrown) {
    if (thrown instanceof CrateRunError && thrown.code !== 'LOG_WRITE') folder.remove();
    throw thrown;
  }
}

/** The crate's path when it was written; a failure to write it is noted and does not take the outputs back. */
async function packaged(
  prepared: Prepared,
  { crate, crateProfile }: RunOptions,
  folder: RunFolder,
  failures: Failure[],
): Promise<string | undefined> {
  if (crate === undefined) return undefined;
  try {
    await makeCrate(prepared.workflow, readLog(folder.log), fileUri(folder.log), crate, new Map(), crateProfile);
    return crate;
  } catch (thrown) {
    failures.push(failureOf('@0', thrown));
    return undefined;
  }
}
