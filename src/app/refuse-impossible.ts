import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { Resources } from '../job/jobspec.ts';
import { inForce } from '../language/model/requirement.ts';
import { evaluateResources } from '../tool/resources.ts';
import { isThisMachine } from '../topology/targets.ts';
import type { Target } from '../topology/topology.ts';
import type { Plan, StepPlan } from '../workflow/plan/plan.ts';
import { withEvaluator, type RunContext } from './run-context.ts';

/**
 * Refuses, before anything runs, steps that ask for more than any of their targets has. What expressions ask for is known only
 * when their jobs are created. Throws SCHED_IMPOSSIBLE, which names the resource that is short.
 */
export async function refuseImpossible(run: RunContext, plan: Plan): Promise<void> {
  await Promise.all(stepsOf(plan).map((step) => refuseStep(run, step)));
}

async function refuseStep(run: RunContext, step: StepPlan): Promise<void> {
  const { process, demands } = step;
  const asked = inForce(demands, 'ResourceRequirement');
  if (process.class !== 'CommandLineTool' || !asked || Object.values(asked).some((amount) => /[$]/.test(String(amount)))) return;
  const resources = withEvaluator(run, demands, process.cwlVersion, (evaluator) =>
    evaluateResources(demands, process.cwlVersion, {}, evaluator),
  );
  const lacks = await Promise.all(run.scheduler.boundTargets(step.path).map((target) => lackOf(run, target, resources)));
  const [lack] = lacks;
  if (!lack || lacks.includes(undefined)) return;
  throw new CrateRunError(lack.code, `step ${step.path}: ${lack.message}`, { span: spanOf(asked) ?? lack.span });
}

/** Why a target can never have a job; undefined for one that may, or that cannot be asked now. */
async function lackOf(run: RunContext, target: Target, resources: Resources): Promise<CrateRunError | undefined> {
  try {
    const places = isThisMachine(target) ? [run] : await run.places.open(target);
    const lacks = places.map(({ slots }) => lackAt(() => slots.refuseImpossible(resources)));
    return lacks.includes(undefined) ? undefined : lacks[0];
  } catch {
    return undefined;
  }
}

function lackAt(ask: () => void): CrateRunError | undefined {
  try {
    ask();
    return undefined;
  } catch (thrown) {
    return thrown instanceof CrateRunError ? thrown : undefined;
  }
}

function stepsOf({ steps }: Plan): readonly StepPlan[] {
  return steps.flatMap((step) => (step.body ? stepsOf(step.body) : [step]));
}
