import { spanOf } from '../../../base/span.ts';
import { didYouMean } from '../../../base/suggest.ts';
import type { Loop, LoopInput, Workflow, WorkflowStep } from '../../model/process.ts';
import type { RequirementClass } from '../../model/requirement.ts';
import { alternatives, typeText } from '../../model/type.ts';
import type { Report } from '../field/report.ts';
import { unreadable } from '../process/step.ts';
import { fit } from './fit.ts';
import { contribution, withoutNull } from './port-type.ts';

/** Checks the steps that loop (CWL v1.3 LoopWorkflowStep). */
export function checkLoops(workflow: Workflow, demanded: ReadonlySet<RequirementClass>, report: Report): void {
  for (const step of workflow.steps) if (step.loop) checkLoop(step, step.loop, demanded, report);
}

function checkLoop(step: WorkflowStep, loop: Loop, demanded: ReadonlySet<RequirementClass>, report: Report): void {
  const span = spanOf(step, 'loop');
  if (step.when === undefined) {
    const message = `step ${step.name}: a loop needs "when", which says whether there is another iteration`;
    report({ severity: 'error', code: 'CWL_FIELD_MISSING', message, span });
  }
  if (step.scatter.length > 0) {
    const message = `step ${step.name}: a step that loops cannot scatter; scatter a workflow that has the loop, or loop one that scatters`;
    report({ severity: 'error', code: 'CWL_INVALID', message, span: spanOf(step, 'scatter') });
  }
  if (loop.inputs.length === 0) {
    const message = `step ${step.name}: the loop gives no input a new value, so once it runs it may never end`;
    report({ severity: 'warning', code: 'CWL_INVALID', message, span });
  }
  for (const rule of loop.inputs) {
    checkName(step, rule, report);
    checkDemands(step, rule, demanded, report);
    if (step.run !== unreadable) checkTypes(step, rule, report);
  }
}

/** A rule may also be for an input of the process that the step leaves out at first. */
function checkName(step: WorkflowStep, rule: LoopInput, report: Report): void {
  const { name } = rule;
  const inputs = [...step.in, ...step.run.inputs].map((input) => input.name);
  if (step.run === unreadable || inputs.includes(name)) return;
  const message = `step ${step.name}: the loop has a rule for "${name}", which is no input of the step${didYouMean(name, inputs)}`;
  report({ severity: 'error', code: 'CWL_LINK', message, span: spanOf(rule) });
}

/** Unlike for other steps, these requirements are no formality for loops: their tests want them. */
function checkDemands(step: WorkflowStep, rule: LoopInput, demanded: ReadonlySet<RequirementClass>, report: Report): void {
  const asks = (name: RequirementClass) =>
    demanded.has(name) || [...step.requirements, ...step.hints].some((demand) => demand.class === name);
  const refuse = (what: string, name: RequirementClass, field: string) => {
    const message = `step ${step.name}: the loop ${what}, so the workflow must ask for ${name}`;
    report({ severity: 'error', code: 'CWL_INVALID', message, span: spanOf(rule, field) });
  };
  if (rule.source.length > 1 && !asks('MultipleInputFeatureRequirement')) {
    refuse('merges several outputs', 'MultipleInputFeatureRequirement', 'outputSource');
  }
  if (rule.valueFrom !== undefined && !asks('StepInputExpressionRequirement')) {
    refuse('uses valueFrom', 'StepInputExpressionRequirement', 'valueFrom');
  }
}

/** What an iteration makes must be of use to the next one. */
function checkTypes(step: WorkflowStep, rule: LoopInput, report: Report): void {
  const input = step.run.inputs.find((candidate) => candidate.name === rule.name);
  if (!input || rule.valueFrom !== undefined) return;
  const sink = input.default === undefined ? input.type : (['null', ...alternatives(input.type)] as const);
  for (const source of rule.source) {
    const output = step.run.outputs.find((candidate) => candidate.name === source);
    if (!output) continue;
    const carried = contribution(output.type, rule);
    const given = rule.default === undefined ? carried : withoutNull(carried);
    const found = fit(given, sink);
    if (found === 'always') continue;
    const [severity, word] = found === 'never' ? (['error', 'cannot'] as const) : (['warning', 'may not'] as const);
    const message = `${step.name}/${source} (${typeText(given)}) ${word} fit ${step.name}/${rule.name} (${typeText(sink)}) of the next iteration`;
    report({ severity, code: 'CWL_LINK', message, span: spanOf(rule, 'outputSource') });
  }
}
