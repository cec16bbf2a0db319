import { spanOf } from '../../../base/span.ts';
import type { Workflow, WorkflowStep } from '../../model/process.ts';
import { isOptional, typeText } from '../../model/type.ts';
import type { Report } from '../field/report.ts';
import { unreadable } from '../process/step.ts';
import { didYouMean } from '../../../base/suggest.ts';

/** Checks every step against the process that it runs. Inputs that the process does not have are allowed (they serve `when` and `valueFrom`). */
export function checkSteps(workflow: Workflow, report: Report): void {
  for (const step of workflow.steps) {
    checkScatter(step, report);
    if (step.run !== unreadable) {
      checkOutputs(step, report);
      checkInputs(step, report);
    }
  }
}

function checkOutputs(step: WorkflowStep, report: Report): void {
  const known = step.run.outputs.map((output) => output.name);
  for (const name of step.out) {
    if (known.includes(name)) continue;
    const hint = didYouMean(name, known) || `; it has ${known.join(', ') || 'none'}`;
    const message = `step ${step.name}: the process has no output "${name}"${hint}`;
    report({ severity: 'error', code: 'CWL_LINK', message, span: spanOf(step, 'out') });
  }
}

function checkInputs(step: WorkflowStep, report: Report): void {
  const given = new Set(
    step.in
      .filter((end) => end.source.length > 0 || end.default !== undefined || end.valueFrom !== undefined)
      .map((end) => end.name),
  );
  const known = step.run.inputs.map((input) => input.name);
  const unknown = step.in.filter((end) => !known.includes(end.name));
  for (const input of step.run.inputs) {
    if (given.has(input.name) || input.default !== undefined || isOptional(input.type)) continue;
    // An input that the process does not have is no fault by itself, but may be this one misspelt.
    const misspelt = unknown.find((end) => didYouMean(end.name, [input.name]) !== '');
    const message = misspelt
      ? `step ${step.name}: the process has no input "${misspelt.name}"${didYouMean(misspelt.name, [input.name])}`
      : `step ${step.name}: nothing is linked to the input "${input.name}" (${typeText(input.type)})`;
    report({ severity: 'error', code: 'CWL_LINK', message, span: (misspelt && spanOf(misspelt)) ?? spanOf(step, 'in') });
  }
}

function checkScatter(step: WorkflowStep, report: Report): void {
  const inputs = step.in.map((end) => end.name);
  const span = spanOf(step, 'scatter');
  for (const name of step.scatter) {
    if (inputs.includes(name)) continue;
    const message = `step ${step.name}: scatter names "${name}", which is no input of the step${didYouMean(name, inputs)}`;
    report({ severity: 'error', code: 'CWL_LINK', message, span });
  }
  if (step.scatter.length > 1 && !step.scatterMethod) {
    const message = `step ${step.name}: scatter over several inputs needs scatterMethod`;
    report({ severity: 'error', code: 'CWL_FIELD_MISSING', message, span });
  }
}
