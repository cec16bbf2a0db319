import { samePlace } from '../../base/span.ts';
import type { InputParameter, Parameter } from '../model/parameter.ts';
import type { Process, Workflow, WorkflowStep } from '../model/process.ts';
import type { Requirement } from '../model/requirement.ts';
import { isUnion, type CwlType } from '../model/type.ts';
import { baseOf } from './text/location.ts';

/**
 * The one-step workflow `#main` around a bare tool, whose run means the same. The tool is named after its file and the
 * step after the tool. Inputs and outputs are those of the tool; what binds them to a command, or loads contents, stays
 * with the tool.
 */
export function wrapTool(tool: Process): Workflow {
  const file = baseOf(tool.document);
  const run: Process = samePlace({ ...tool, id: file === 'main' ? '#main.cwl' : `#${file}` }, tool);
  const step: WorkflowStep = {
    name: stepName(file, tool),
    run,
    in: tool.inputs.map(({ name }) => ({ name, source: [name] })),
    out: tool.outputs.map(({ name }) => name),
    scatter: [],
    requirements: [],
    hints: [],
  };
  return {
    class: 'Workflow',
    id: '#main',
    cwlVersion: tool.cwlVersion,
    document: tool.document,
    ...(tool.label !== undefined && { label: tool.label }),
    ...(tool.doc !== undefined && { doc: tool.doc }),
    inputs: tool.inputs.map((input): InputParameter => {
      const { default: value } = input;
      return samePlace({ ...mirror(input), ...(value !== undefined && { default: value }) }, input);
    }),
    outputs: tool.outputs.map((output) => samePlace({ ...mirror(output), source: [`${step.name}/${output.name}`] }, output)),
    steps: [step],
    requirements: tool.requirements.filter(isForExpressions),
    hints: tool.hints.filter(isForExpressions),
    schemas: tool.schemas,
  };
}

/** Patterns of secondary files may be expressions, which the workflow must be able to evaluate too. */
function isForExpressions(demand: Requirement): boolean {
  return demand.class === 'InlineJavascriptRequirement';
}

/** The name of the file without its suffix, unless a port of the workflow is called so. */
function stepName(file: string, { inputs, outputs }: Process): string {
  const taken = [...inputs, ...outputs].map((port) => port.name);
  let name = file.replace(/\.[^.]*$/, '') || 'tool';
  while (taken.includes(name)) name += '_step';
  return name;
}

function mirror({ name, type, label, doc, format, secondaryFiles, streamable }: Parameter): Parameter {
  // An expression for a format reads what only the tool knows.
  const isFixed = format?.every((iri) => !iri.includes('$'));
  return {
    name,
    type: withoutBindings(type),
    ...(label !== undefined && { label }),
    ...(doc !== undefined && { doc }),
    ...(format && isFixed && { format }),
    ...(secondaryFiles && { secondaryFiles }),
    ...(streamable !== undefined && { streamable }),
  };
}

function withoutBindings(type: CwlType): CwlType {
  if (typeof type === 'string') return type;
  if (isUnion(type)) return type.map(withoutBindings);
  const { inputBinding: _, ...plain } = type;
  if (plain.type === 'array') return { ...plain, items: withoutBindings(plain.items) };
  if (plain.type === 'enum') return plain;
  const fields = plain.fields.map(({ inputBinding: _, outputBinding: __, ...field }) => ({
    ...field,
    type: withoutBindings(field.type),
  }));
  return { ...plain, fields };
}
