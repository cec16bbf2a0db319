import { spanOf } from '../../../base/span.ts';
import type { Sink, StepInput, Workflow, WorkflowStep } from '../../model/process.ts';
import { alternatives, typeText, type CwlType } from '../../model/type.ts';
import type { Report } from '../field/report.ts';
import { fit } from './fit.ts';
import { contribution, portTypes, withoutNull } from './port-type.ts';

/** Checks that what each link carries can be used where it ends: never is an error, sometimes a warning. */
export function checkLinks(workflow: Workflow, report: Report): void {
  const types = portTypes(workflow);
  for (const step of workflow.steps) {
    for (const end of step.in) {
      const type = stepInputType(step, end);
      if (type !== undefined) check(end, type, `${step.name}/${end.name}`, 'source', end.default !== undefined);
    }
  }
  for (const output of workflow.outputs) check(output, output.type, output.name, 'outputSource', false);

  function check(end: Sink, sink: CwlType, name: string, field: string, hasDefault: boolean): void {
    for (const source of end.source) {
      const known = types.get(source);
      if (known === undefined) continue;
      const carried = contribution(known, end);
      const given = hasDefault ? withoutNull(carried) : carried;
      const found = fit(given, sink);
      if (found === 'always') continue;
      const [severity, word] = found === 'never' ? (['error', 'cannot'] as const) : (['warning', 'may not'] as const);
      const message = `${source} (${typeText(given)}) ${word} fit ${name} (${typeText(sink)})`;
      report({ severity, code: 'CWL_LINK', message, span: spanOf(end, field) });
    }
  }
}

/**
 * What a step input takes: the type of the process input, or a list of it for a scatter. Undefined when anything goes,
 * because the process has no such input or `valueFrom` makes the value.
 */
function stepInputType(step: WorkflowStep, end: StepInput): CwlType | undefined {
  const isScattered = step.scatter.includes(end.name);
  const input = step.run.inputs.find((candidate) => candidate.name === end.name);
  if (!input || end.valueFrom !== undefined) return isScattered ? { type: 'array', items: ['null', 'Any'] } : undefined;
  const type: CwlType = input.default === undefined ? input.type : ['null', ...alternatives(input.type)];
  return isScattered ? { type: 'array', items: type } : type;
}
