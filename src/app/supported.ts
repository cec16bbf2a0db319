import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { Plan } from '../workflow/plan/plan.ts';

/** Refuses what this version cannot carry out, before anything runs. Throws CWL_UNSUPPORTED. */
export function refuseUnsupported(plan: Plan): void {
  for (const { process, body, step } of plan.steps) {
    if (body) refuseUnsupported(body);
    if (process.class === 'Operation') {
      throw new CrateRunError('CWL_UNSUPPORTED', `step ${step.name} runs an Operation, which nobody can carry out`, {
        span: spanOf(process),
      });
    }
  }
}
