import type { Fact } from '../event/event.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool, ExpressionTool } from '../language/model/process.ts';
import type { CwlObject } from '../language/model/value.ts';
import { bindInputs } from '../tool/bind.ts';
import { concealValue } from '../tool/secrets.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { produced } from './create-job.ts';
import { withChecksums } from './describe-files.ts';
import { valuesOf, type RunContext } from './run-context.ts';

/** The values that the tokens of a job hold, made ready for its expressions. */
export function bindJob(
  run: RunContext,
  firing: Firing,
  tool: CommandLineTool | ExpressionTool,
  evaluator: Evaluator,
): Promise<CwlObject> {
  const { demands } = firing.plan;
  const { inputs: parameters, cwlVersion } = tool;
  const values = valuesOf(run, firing.inputs);
  return run.withFormats((isSubFormat) =>
    bindInputs({ parameters, values, demands, cwlVersion, evaluator, files: run.files, isSubFormat }),
  );
}

/** One token for each output that the process declares, null where there is no value. */
export function tokensOf(
  run: RunContext,
  firing: Firing,
  tool: CommandLineTool | ExpressionTool,
  outputs: CwlObject,
): readonly Fact[] {
  return tool.outputs.map(({ name }) =>
    produced(firing, name, concealValue(run.secrets, withChecksums(outputs[name] ?? null, run.describer))),
  );
}
