import type { Json } from '../../base/json.ts';
import { cwlVersions, type CommandLineTool, type CwlVersion, type Process } from '../model/process.ts';
import { asJson } from './pack/as-json.ts';
import { compactor, type Compactor } from './pack/compact.ts';
import { packDemands } from './pack/pack-demand.ts';
import { packInput, packParameter, type PackContext } from './pack/pack-parameter.ts';
import { packWorkflow } from './pack/pack-workflow.ts';

/**
 * One document with the process and all that it runs: `{cwlVersion, $graph}`, the process first, each other one once.
 * Names become full identifiers (`#main/step/out`). The document has the newest
 * version of all; processes of another version keep their own `cwlVersion`. Loading the result gives the same model.
 */
export function pack(process: Process): Json {
  const compact = compactor();
  const members = [...reachable(process)];
  // Other engines read the whole document by the rules of its own version, so that must be the newest.
  const version = cwlVersions.findLast((version) => members.some((member) => member.cwlVersion === version))!;
  const graph = members.map((member) => packProcess(member, version, compact));
  const namespaces = compact.used();
  return {
    cwlVersion: version,
    ...(Object.keys(namespaces).length > 0 && { $namespaces: namespaces }),
    $graph: graph,
  };
}

/** The process and those that its steps run, in the order of the steps, each once. */
function reachable(process: Process, found = new Set<Process>()): ReadonlySet<Process> {
  if (found.has(process)) return found;
  found.add(process);
  if (process.class === 'Workflow') for (const step of process.steps) reachable(step.run, found);
  return found;
}

function packProcess(process: Process, version: CwlVersion, compact: Compactor): Json {
  const { id, label, doc, intent, schemas } = process;
  const context: PackContext = { process, compact };
  return {
    class: process.class,
    id,
    ...(process.cwlVersion !== version && { cwlVersion: process.cwlVersion }),
    ...(label !== undefined && { label }),
    ...(doc !== undefined && { doc }),
    ...(intent && { intent }),
    ...(schemas.length > 0 && { $schemas: schemas }),
    ...packDemands(process, process.cwlVersion, compact),
    inputs: process.inputs.map((input) => packInput(input, context)),
    ...(process.class === 'Workflow'
      ? packWorkflow(process, context)
      : { outputs: process.outputs.map((output) => packParameter(output, context)) }),
    ...(process.class === 'ExpressionTool' && { expression: process.expression }),
    ...(process.class === 'CommandLineTool' && packCommand(process)),
    ...asJson(compact.fields(process.extensions)),
  };
}

function packCommand(tool: CommandLineTool): Record<string, Json> {
  const { baseCommand, stdin, stdout, stderr, successCodes, temporaryFailCodes, permanentFailCodes } = tool;
  return {
    ...(baseCommand.length > 0 && { baseCommand }),
    ...(tool.arguments.length > 0 && { arguments: tool.arguments.map(asJson) }),
    ...(stdin !== undefined && { stdin }),
    ...(stdout !== undefined && { stdout }),
    ...(stderr !== undefined && { stderr }),
    ...(successCodes.length > 0 && { successCodes }),
    ...(temporaryFailCodes.length > 0 && { temporaryFailCodes }),
    ...(permanentFailCodes.length > 0 && { permanentFailCodes }),
  };
}
