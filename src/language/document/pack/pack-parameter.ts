import type { Json } from '../../../base/json.ts';
import type { InputParameter, Parameter, ToolOutputParameter } from '../../model/parameter.ts';
import type { Process, Sink, Workflow, WorkflowOutputParameter } from '../../model/process.ts';
import { asJson } from './as-json.ts';
import type { Compactor } from './compact.ts';
import { packSecondaryFiles } from './pack-secondary-files.ts';
import { packType, single } from './pack-type.ts';

/** What the parameters of one process need to be written. */
export interface PackContext {
  readonly process: Process;
  readonly compact: Compactor;
}

export function packParameter(
  parameter: Parameter | InputParameter | ToolOutputParameter,
  context: PackContext,
): Record<string, Json> {
  const { name, type, format, secondaryFiles, extensions, ...rest } = parameter;
  const { id, cwlVersion } = context.process;
  return {
    id: `${id}/${name}`,
    type: packType(type, cwlVersion),
    ...(format && { format: single(format) }),
    ...(secondaryFiles && { secondaryFiles: packSecondaryFiles(secondaryFiles, cwlVersion) }),
    ...asJson(rest),
    ...asJson(context.compact.fields(extensions)),
  };
}

/** An input. In v1.0 only bindings could ask for contents. */
export function packInput(input: InputParameter, context: PackContext): Record<string, Json> {
  const { loadContents, ...rest } = input;
  if (loadContents === undefined || context.process.cwlVersion !== 'v1.0') return packParameter(input, context);
  return { ...packParameter(rest, context), inputBinding: { loadContents } };
}

export function packWorkflowOutput(
  output: WorkflowOutputParameter,
  workflow: Workflow,
  context: PackContext,
): Record<string, Json> {
  const { source, linkMerge, pickValue, ...rest } = output;
  return {
    ...packParameter(rest, context),
    ...packSink({ source, ...(linkMerge && { linkMerge }), ...(pickValue && { pickValue }) }, workflow, 'outputSource'),
  };
}

/** The end of links, with full identifiers. */
export function packSink({ source, linkMerge, pickValue }: Sink, workflow: Workflow, field: string): Record<string, Json> {
  const ports = source.map((port) => `${workflow.id}/${port}`);
  return {
    // One source that is merged is a list of one; elsewhere it is the bare source.
    ...(source.length > 0 && { [field]: linkMerge ? ports : single(ports) }),
    ...(linkMerge && { linkMerge }),
    ...(pickValue && { pickValue }),
  };
}
