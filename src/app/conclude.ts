import { pathToFileURL } from 'node:url';
import type { Fact, JobEnded } from '../event/event.ts';
import { listOutputs } from '../execution/data/listing.ts';
import type { Execution, JobStatus } from '../job/outcome.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import { exitStatus } from '../tool/exit-status.ts';
import { collectOutputs } from '../tool/outputs.ts';
import type { PreparedJob } from '../tool/prepare.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { failureOf, type Failure } from './failure.ts';
import { tokensOf } from './job-values.ts';
import { withData, type RunContext } from './run-context.ts';
import { redactLogs } from './secrets.ts';

/** The facts that follow from an execution: files, output tokens, how the job ended. */
export async function conclude(
  run: RunContext,
  firing: Firing,
  attempt: number,
  prepared: PreparedJob,
  execution: Execution,
  evaluator: Evaluator,
  host: string | undefined,
): Promise<readonly Fact[]> {
  const { job } = firing;
  const { tool } = prepared;
  const redacted = await redactLogs(run.secrets, execution);
  const logs = await describeLogs(run, execution);
  const ended = (status: JobStatus, failure?: Failure): JobEnded => ({
    type: 'job.ended',
    job,
    attempt,
    status,
    start: execution.startedAt,
    end: execution.endedAt,
    ...(execution.exitCode === undefined ? {} : { exitCode: execution.exitCode }),
    ...(execution.signal === undefined ? {} : { signal: execution.signal }),
    ...(execution.usage === undefined ? {} : { usage: execution.usage }),
    ...(execution.scheduler === undefined ? {} : { scheduler: execution.scheduler }),
    ...(host === undefined ? {} : { host }),
    ...logs.uris,
    ...(redacted.length === 0 ? {} : { redacted }),
    ...(failure ? { error: { code: failure.code, message: failure.message } } : {}),
  });
  const status = execution.problem ? undefined : exitStatus(tool, execution.exitCode ?? -1);
  if (execution.problem === 'cancelled' && run.signal.aborted) return [...logs.facts, ended('cancelled')];
  if (status !== 'success') {
    const failure = failureOfExecution(job, prepared, execution, status);
    run.fail(failure);
    return [...logs.facts, ended(status ?? (execution.problem === 'cancelled' ? 'cancelled' : 'permanentFail'), failure)];
  }
  try {
    const exitCode = execution.exitCode ?? 0;
    const entries = execution.outputs ?? listOutputs(prepared.spec);
    const outputs = await withData(run, () => collectOutputs(prepared, { exitCode, entries, files: run.files, evaluator }));
    const described = await run.describer.describe(outputs);
    return [...logs.facts, ...described, ...tokensOf(run, firing, tool, outputs), ended('success')];
  } catch (thrown) {
    const failure = failureOf(job, thrown, execution.stderrTail);
    run.fail(failure);
    return [...logs.facts, ended('permanentFail', failure)];
  }
}

/** Why a job failed. `status` is what its exit code means. */
export function failureOfExecution(
  job: string,
  { spec }: PreparedJob,
  execution: Execution,
  status: JobStatus | undefined,
): Failure {
  const stderr = execution.stderrTail;
  const [program = ''] = spec.command;
  if (execution.problem === 'not-started') return { job, code: 'JOB_NOT_STARTED', message: stderr, stderr: '' };
  if (execution.problem === 'time-limit') {
    const limit = spec.timeLimit === undefined ? 'its queue manager allows' : `${spec.timeLimit} s`;
    return { job, code: 'JOB_TIME_LIMIT', message: `${program} ran longer than ${limit} and was stopped`, stderr };
  }
  if (execution.problem === 'out-of-memory') {
    const message = `${program} needed more than the ${spec.resources.ram} MiB that were reserved for it`;
    return { job, code: 'JOB_OUT_OF_MEMORY', message, stderr };
  }
  if (execution.problem === 'cancelled') {
    const who = execution.scheduler ? `${execution.scheduler.name} job ${execution.scheduler.id}` : program;
    return { job, code: 'JOB_CANCELLED', message: `${who} was cancelled, and not by crate-run`, stderr };
  }
  if (execution.problem === 'refused') return { job, code: 'JOB_REFUSED', message: stderr, stderr: '' };
  if (execution.problem === 'lost') return { job, code: 'JOB_LOST', message: whyLost(program, execution), stderr: '' };
  const code = status === 'temporaryFail' ? 'JOB_TEMPORARY' : 'JOB_FAILED';
  const how = execution.signal === undefined ? `exited with code ${execution.exitCode}` : `was killed by ${execution.signal}`;
  return { job, code, message: `${program} ${how}`, stderr };
}

async function describeLogs(run: RunContext, { stdoutLog, stderrLog }: Execution) {
  const uris = {
    ...(stdoutLog === undefined ? {} : { stdoutLog: pathToFileURL(stdoutLog).href }),
    ...(stderrLog === undefined ? {} : { stderrLog: pathToFileURL(stderrLog).href }),
  };
  const facts = await run.describer.describe(Object.values(uris).map((location) => ({ class: 'File', location })));
  return { uris, facts };
}

function whyLost(program: string, { scheduler, lostBecause }: Execution): string {
  const why = lostBecause ? `: ${lostBecause}` : '';
  if (scheduler) return `${scheduler.name} job ${scheduler.id} was lost while ${program} ran${why}`;
  return lostBecause ?? `the container engine went away while ${program} ran`;
}
