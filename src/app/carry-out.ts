import { pathToFileURL } from 'node:url';
import { timestamp } from '../base/clock.ts';
import { CrateRunError } from '../base/error.ts';
import type { Fact, JobEnded } from '../event/event.ts';
import { listOutputs } from '../execution/data/listing.ts';
import type { Execution, JobStatus } from '../job/outcome.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool, ExpressionTool } from '../language/model/process.ts';
import type { CwlObject } from '../language/model/value.ts';
import { runExpressionTool } from '../tool/expression-tool.ts';
import { bindInputs } from '../tool/bind.ts';
import { exitStatus } from '../tool/exit-status.ts';
import { collectOutputs } from '../tool/outputs.ts';
import { prepareJob, type PreparedJob } from '../tool/prepare.ts';
import { evaluateResources } from '../tool/resources.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { produced } from './create-job.ts';
import { withChecksums } from './describe-files.ts';
import { endedWithoutRunning, failureOf, type Failure } from './failure.ts';
import { openEvaluator, valuesOf, type RunContext } from './run-context.ts';

/** Answers a `run` command: carries the job out on this machine and writes down how it went. Throws only when the log cannot be written. */
export async function carryOut(run: RunContext, firing: Firing): Promise<void> {
  const { process, demands } = firing.plan;
  const evaluator = openEvaluator(run, demands, process.cwlVersion);
  try {
    if (process.class === 'CommandLineTool') await carryOutTool(run, firing, process, evaluator);
    else if (process.class === 'ExpressionTool') await carryOutExpression(run, firing, process, evaluator);
  } catch (thrown) {
    if (thrown instanceof CrateRunError && thrown.code === 'LOG_WRITE') throw thrown;
    const failure = failureOf(firing.job, thrown);
    if (failure.code !== 'RUN_CANCELLED') run.fail(failure);
    run.record([endedWithoutRunning(failure)]);
  } finally {
    evaluator.close();
  }
}

/** The values that the tokens of a job hold, made ready for its expressions. */
function bind(run: RunContext, firing: Firing, tool: CommandLineTool | ExpressionTool, evaluator: Evaluator): Promise<CwlObject> {
  const { demands } = firing.plan;
  const { inputs: parameters, cwlVersion } = tool;
  const values = valuesOf(run, firing.inputs);
  return run.withFormats((isSubFormat) =>
    bindInputs({ parameters, values, demands, cwlVersion, evaluator, files: run.files, isSubFormat }),
  );
}

async function carryOutExpression(run: RunContext, firing: Firing, tool: ExpressionTool, evaluator: Evaluator): Promise<void> {
  const start = timestamp();
  const outputs = runExpressionTool(tool, await bind(run, firing, tool, evaluator), evaluator, run.files);
  const described = await run.describer.describe(outputs);
  const tokens = tokensOf(run, firing, tool, outputs);
  const started: Fact = { type: 'job.started', job: firing.job, attempt: 1 };
  run.record([
    started,
    ...described,
    ...tokens,
    { type: 'job.ended', job: firing.job, attempt: 1, status: 'success', start, end: timestamp() },
  ]);
}

async function carryOutTool(run: RunContext, firing: Firing, tool: CommandLineTool, evaluator: Evaluator): Promise<void> {
  const { job } = firing;
  const { demands } = firing.plan;
  const inputs = await bind(run, firing, tool, evaluator);
  const resources = evaluateResources(demands, tool.cwlVersion, inputs, evaluator);
  const release = await run.slots.acquire(resources, run.signal);
  const { logs, ...folders } = run.newFolders();
  try {
    const prepared = prepareJob({ tool, demands, inputs, layout: folders, folders, evaluator, resources, path: run.path });
    const { spec } = prepared;
    run.record([
      { type: 'job.scheduled', job, attempt: 1, location: run.location, resources },
      {
        type: 'job.started',
        job,
        attempt: 1,
        command: spec.command,
        environment: spec.environment,
        requestedVariables: prepared.requestedVariables,
        workingDirectory: spec.layout.outdir,
        ...(spec.stdin === undefined ? {} : { stdin: spec.stdin }),
        ...(spec.timeLimit === undefined ? {} : { timeLimit: spec.timeLimit }),
      },
    ]);
    const execution = await run.runner.run(spec, logs, run.signal);
    run.record(await conclude(run, firing, prepared, execution, evaluator));
    run.runner.clear(spec, tool.outputs.length > 0);
  } finally {
    release();
  }
}

/** The facts that follow from an execution: files, output tokens, how the job ended. */
async function conclude(
  run: RunContext,
  firing: Firing,
  prepared: PreparedJob,
  execution: Execution,
  evaluator: Evaluator,
): Promise<readonly Fact[]> {
  const { job } = firing;
  const { tool } = prepared;
  const logs = await describeLogs(run, execution);
  const ended = (status: JobStatus, failure?: Failure): JobEnded => ({
    type: 'job.ended',
    job,
    attempt: 1,
    status,
    start: execution.startedAt,
    end: execution.endedAt,
    ...(execution.exitCode === undefined ? {} : { exitCode: execution.exitCode }),
    ...(execution.signal === undefined ? {} : { signal: execution.signal }),
    ...(execution.usage === undefined ? {} : { usage: execution.usage }),
    ...logs.uris,
    ...(failure ? { error: { code: failure.code, message: failure.message } } : {}),
  });
  const status = execution.problem ? undefined : exitStatus(tool, execution.exitCode ?? -1);
  if (execution.problem === 'cancelled') return [...logs.facts, ended('cancelled')];
  if (status !== 'success') {
    const failure = failureOfExecution(job, prepared, execution, status);
    run.fail(failure);
    return [...logs.facts, ended(status ?? 'permanentFail', failure)];
  }
  try {
    const exitCode = execution.exitCode ?? 0;
    const outputs = collectOutputs(prepared, { exitCode, entries: listOutputs(prepared.spec), files: run.files, evaluator });
    const described = await run.describer.describe(outputs);
    return [...logs.facts, ...described, ...tokensOf(run, firing, tool, outputs), ended('success')];
  } catch (thrown) {
    const failure = failureOf(job, thrown, execution.stderrTail);
    run.fail(failure);
    return [...logs.facts, ended('permanentFail', failure)];
  }
}

function failureOfExecution(job: string, { spec }: PreparedJob, execution: Execution, status: JobStatus | undefined): Failure {
  const stderr = execution.stderrTail;
  const [program = ''] = spec.command;
  if (execution.problem === 'not-started') return { job, code: 'JOB_NOT_STARTED', message: stderr, stderr: '' };
  if (execution.problem === 'time-limit') {
    return { job, code: 'JOB_TIME_LIMIT', message: `${program} ran longer than ${spec.timeLimit} s and was stopped`, stderr };
  }
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

/** One token for each output that the process declares, null where there is no value. */
function tokensOf(run: RunContext, firing: Firing, tool: CommandLineTool | ExpressionTool, outputs: CwlObject): readonly Fact[] {
  return tool.outputs.map(({ name }) => produced(firing, name, withChecksums(outputs[name] ?? null, run.describer)));
}
