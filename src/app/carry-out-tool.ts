import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce } from '../language/model/requirement.ts';
import { withoutConflict } from '../tool/mpi.ts';
import { evaluateResources } from '../tool/resources.ts';
import type { Firing } from '../workflow/engine/command.ts';
import { attemptJob, type ToolJob } from './attempt.ts';
import { endWithFault } from './fault.ts';
import { bindJob } from './job-values.ts';
import type { RunContext } from './run-context.ts';

/** How often a job is tried when what carries it goes away. */
const mostAttempts = 3;

/** Carries out a job of a command line tool: waits for its image, cores and memory, and runs it, again if its engine was lost. */
export async function carryOutTool(run: RunContext, firing: Firing, tool: CommandLineTool, evaluator: Evaluator): Promise<void> {
  const job = await toolJob(run, firing, tool, evaluator);
  const release = await run.slots.acquire(job.resources, run.starting);
  let attempt = 1;
  try {
    while (!(await attemptJob(run, job, attempt, attempt < mostAttempts))) attempt += 1;
  } catch (thrown) {
    endWithFault(run, firing.job, attempt, thrown);
  } finally {
    release();
  }
}

async function toolJob(run: RunContext, firing: Firing, tool: CommandLineTool, evaluator: Evaluator): Promise<ToolJob> {
  const asked = run.containers.engine ? withoutConflict(firing.plan.demands) : firing.plan.demands;
  const inputs = await bindJob(run, firing, tool, evaluator);
  const resources = evaluateResources(asked, tool.cwlVersion, inputs, evaluator);
  const image = inForce(asked, 'MPIRequirement') ? undefined : await run.containers.imageFor(tool, asked, run.starting);
  const { demands, software, ...found } = await run.site.prepareFor(tool, asked, image !== undefined, { evaluator, inputs });
  const variables = image ? {} : { ...run.inherited, PATH: run.path, ...found.variables };
  const runner = (image && run.containers.engine) ?? run.runner;
  return { firing, tool, demands, inputs, evaluator, resources, image, runner, variables, software };
}
