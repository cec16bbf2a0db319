import type { Process, Workflow } from '../../model/process.ts';
import type { RequirementClass } from '../../model/requirement.ts';
import { checkCycles } from './cycle.ts';
import { checkFeatures } from './feature.ts';
import { checkLinks } from './link.ts';
import { checkLoops } from './loop.ts';
import { checkSecrets } from './secret.ts';
import { checkSteps } from './step.ts';
import type { Report } from '../field/report.ts';

/** Checks the process and all that it runs for what can be known before anything runs. */
export function checkProcess(process: Process, report: Report): void {
  const seen = new Set<Process>();
  visit(process, new Set());

  function visit(process: Process, outer: ReadonlySet<RequirementClass>): void {
    if (seen.has(process)) return;
    seen.add(process);
    checkSecrets(process, report);
    if (process.class !== 'Workflow') return;
    checkWorkflow(process, outer, report);
    const demanded = demands(process, outer);
    for (const step of process.steps) visit(step.run, demands(step, demanded));
  }
}

function checkWorkflow(workflow: Workflow, outer: ReadonlySet<RequirementClass>, report: Report): void {
  checkSteps(workflow, report);
  checkLinks(workflow, report);
  checkCycles(workflow, report);
  const demanded = demands(workflow, outer);
  checkFeatures(workflow, demanded, report);
  checkLoops(workflow, demanded, report);
}

function demands(
  { requirements, hints }: Pick<Process, 'requirements' | 'hints'>,
  outer: ReadonlySet<RequirementClass>,
): ReadonlySet<RequirementClass> {
  return new Set([...outer, ...[...requirements, ...hints].map((demand) => demand.class)]);
}
