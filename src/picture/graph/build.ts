import { alternatives, isOptional, typeText, type CwlType } from '../../language/model/type.ts';
import type { InputParameter, Parameter } from '../../language/model/parameter.ts';
import type { Plan, StepPlan } from '../../workflow/plan/plan.ts';
import type { Edge, Graph, Group, Node, PortNode } from './graph.ts';
import { describeWork } from './work.ts';

/** The graph of a workflow; workflows nested deeper than `depth` are drawn as one box each (0: all of them). */
export function buildGraph(plan: Plan, depth = Infinity): Graph {
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  const groups: Group[] = [];
  addWorkflow(plan, depth, { nodes, edges, groups });
  const { id, label, doc } = plan.workflow;
  return { name: id.replace(/^#/, ''), ...described({ label, doc }), nodes, edges, groups };
}

interface Lists {
  readonly nodes: Node[];
  readonly edges: Edge[];
  readonly groups: Group[];
}

function addWorkflow(plan: Plan, depth: number, lists: Lists): void {
  const { workflow, path } = plan;
  for (const input of workflow.inputs) lists.nodes.push(inputNode(input, path));
  for (const step of plan.steps) addStep(step, plan, depth, lists);
  for (const output of workflow.outputs) {
    lists.nodes.push(portNode(output, path, 'output', outputId(plan, output.name)));
    addLinks(plan, output.source, { to: outputId(plan, output.name) }, depth, lists);
  }
}

function addStep(step: StepPlan, plan: Plan, depth: number, lists: Lists): void {
  const { name, label, doc } = step.step;
  const item = { id: step.path, group: plan.path, name, ...described({ label, doc }), ...describeWork(step) };
  const isOpen = step.body !== undefined && depth > 0;
  if (isOpen) lists.groups.push(item);
  else lists.nodes.push({ kind: 'step', ...item });
  if (step.body && isOpen) addWorkflow(step.body, depth - 1, lists);
  for (const { name: input, source } of step.step.in) {
    const known = step.process.inputs.some((port) => port.name === input);
    if (!isOpen) addLinks(plan, source, { to: step.path, input }, depth, lists);
    else if (known) addLinks(plan, source, { to: inputId(step.path, input) }, depth, lists);
  }
}

function addLinks(
  plan: Plan,
  sources: readonly string[],
  end: Pick<Edge, 'to' | 'input'>,
  depth: number,
  { edges }: Lists,
): void {
  for (const source of new Set(sources)) {
    const input = plan.workflow.inputs.find(({ name }) => name === source);
    if (input) {
      edges.push({ from: inputId(plan.path, source), ...end, holdsFiles: holdsFiles(input.type) });
      continue;
    }
    const slash = source.indexOf('/');
    const step = plan.steps.find(({ step: { name } }) => name === source.slice(0, slash));
    const output = source.slice(slash + 1);
    const port = step?.process.outputs.find(({ name }) => name === output);
    if (!step || !port) continue;
    const begin = step.body && depth > 0 ? { from: outputId(step.body, output) } : { from: step.path, output };
    edges.push({ ...begin, ...end, holdsFiles: holdsFiles(port.type) });
  }
}

function inputNode(input: InputParameter, path: string): PortNode {
  const node = portNode(input, path, 'input', inputId(path, input.name));
  return { ...node, optional: input.default !== undefined || isOptional(input.type) };
}

function portNode({ name, label, doc, type }: Parameter, group: string, kind: 'input' | 'output', id: string): PortNode {
  const what = { type: typeText(type), holdsFiles: holdsFiles(type), optional: false };
  return { kind, id, group, name, ...described({ label, doc }), ...what };
}

function inputId(path: string, name: string): string {
  return `${path}#${name}`;
}

/** A document may call a step and an output alike. */
function outputId({ path, steps }: Plan, name: string): string {
  return steps.some(({ step }) => step.name === name) ? `${path}/${name}#` : `${path}/${name}`;
}

function described({ label, doc }: { label: string | undefined; doc: string | undefined }): { label?: string; doc?: string } {
  return { ...(label !== undefined && { label }), ...(doc !== undefined && { doc }) };
}

function holdsFiles(type: CwlType): boolean {
  return alternatives(type).some((option) => {
    if (typeof option === 'string') return option === 'File' || option === 'Directory' || option === 'Any';
    if (option.type === 'array') return holdsFiles(option.items);
    return option.type === 'record' && option.fields.some((field) => holdsFiles(field.type));
  });
}
