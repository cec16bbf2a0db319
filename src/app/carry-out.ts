import { timestamp } from '../base/clock.ts';
import type { Fact } from '../event/event.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { ExpressionTool } from '../language/model/process.ts';
import { runExpressionTool } from '../tool/expression-tool.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { carryOutTool } from './carry-out-tool.ts';
import { endWithFault } from './fault.ts';
import { bindJob, tokensOf } from './job-values.ts';
import { openEvaluator, withData, type RunContext } from './run-context.ts';

/** Answers a `run` command: carries the job out and writes down how it went. Throws only when the log cannot be written. */
export async function carryOut(run: RunContext, firing: Firing): Promise<void> {
  const { process, demands } = firing.plan;
  const evaluator = openEvaluator(run, demands, process.cwlVersion);
  try {
    if (process.class === 'CommandLineTool') await carryOutTool(run, firing, process, evaluator);
    else if (process.class === 'ExpressionTool') await carryOutExpression(run, firing, process, evaluator);
  } catch (thrown) {
    endWithFault(run, firing.job, 1, thrown);
  } finally {
    evaluator.close();
  }
}

async function carryOutExpression(run: RunContext, firing: Firing, tool: ExpressionTool, evaluator: Evaluator): Promise<void> {
  const start = timestamp();
  const outputs = await withData(run, async () =>
    runExpressionTool(tool, await bindJob(run, firing, tool, evaluator), evaluator, run.files),
  );
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
