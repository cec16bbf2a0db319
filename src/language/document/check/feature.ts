import { spanOf } from '../../../base/span.ts';
import type { Workflow, WorkflowStep } from '../../model/process.ts';
import type { RequirementClass } from '../../model/requirement.ts';
import type { Report } from '../field/report.ts';

/** Requirements without which other engines would refuse what a step does. */
const features: readonly {
  readonly name: RequirementClass;
  readonly what: string;
  readonly isUsed: (step: WorkflowStep) => boolean;
}[] = [
  { name: 'SubworkflowFeatureRequirement', what: 'runs a workflow', isUsed: (step) => step.run.class === 'Workflow' },
  { name: 'ScatterFeatureRequirement', what: 'scatters', isUsed: (step) => step.scatter.length > 0 },
  {
    name: 'MultipleInputFeatureRequirement',
    what: 'merges several sources',
    isUsed: (step) => step.in.some((end) => end.source.length > 1),
  },
  {
    name: 'StepInputExpressionRequirement',
    what: 'uses valueFrom',
    isUsed: (step) => step.in.some((end) => end.valueFrom !== undefined),
  },
];

/** Warns, once for each feature, when a workflow uses what it does not ask for. */
export function checkFeatures(workflow: Workflow, demanded: ReadonlySet<RequirementClass>, report: Report): void {
  for (const { name, what, isUsed } of features) {
    const asks = (step: WorkflowStep) => [...step.requirements, ...step.hints].some((demand) => demand.class === name);
    const step = demanded.has(name) ? undefined : workflow.steps.find((step) => isUsed(step) && !asks(step));
    if (!step) continue;
    const message = `step ${step.name} ${what}, so the workflow should ask for ${name}`;
    report({ severity: 'warning', code: 'CWL_INVALID', message, span: spanOf(step) });
  }
}
