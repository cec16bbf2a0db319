import type { RunEnded, TransferEnded } from '../event/event.ts';
import { deliver } from '../execution/data/deliver.ts';
import type { JobStatus } from '../job/outcome.ts';
import type { CwlObject } from '../language/model/value.ts';
import { withChecksums } from './describe-files.ts';
import { failureOf, type Failure } from './failure.ts';
import { pathsIn } from './paths-in.ts';
import { valuesOf, type RunContext } from './run-context.ts';
import type { End } from './run-loop.ts';

/** What the user gets. */
export interface Finished {
  readonly status: JobStatus;
  /** The output object, files where they were delivered. */
  readonly outputs: CwlObject;
}

/** Brings the outputs of a run to the output folder and writes down that it has ended. */
export async function finish(run: RunContext, end: End, outdir: string, failures: readonly Failure[]): Promise<Finished> {
  let status = end.status;
  let outputs: CwlObject = {};
  let transfers: readonly TransferEnded[] = [];
  try {
    const made = Object.fromEntries(
      Object.entries(valuesOf(run, end.outputs)).map(([name, value]) => [name, withChecksums(value, run.describer)]),
    );
    await run.sites.bringHere(pathsIn(made), run.signal);
    const delivered = await deliver(made, outdir, run.folder);
    outputs = delivered.value;
    transfers = delivered.transfers.map((transfer) => ({ type: 'transfer.ended', ...transfer }));
  } catch (thrown) {
    run.fail(failureOf('@0', thrown));
    status = 'permanentFail';
  }
  for (const problem of end.problems) run.fail({ job: '@0', code: 'JOB_INPUT', message: problem, stderr: '' });
  const errors = failures.map(({ job, code, message }) => ({ job, code, message }));
  const ended: RunEnded = { type: 'run.ended', status, outputs: end.outputs, errors };
  run.record([...transfers, ended]);
  return { status, outputs };
}
