import { place, samePlace } from '../../../base/span.ts';
import type { CommandLineBinding } from '../../model/binding.ts';
import type { CommandLineTool } from '../../model/process.ts';
import { commandLineBinding } from '../parameter/binding.ts';
import { distinct, identified, list, oneOrMany } from '../field/collection.ts';
import type { Cursor } from '../field/cursor.ts';
import { extensible, optional, required } from '../field/object.ts';
import { common, processFields, type Identity } from './process-fields.ts';
import { text, whole } from '../field/scalar.ts';
import { plainInputs, plainOutputs } from '../parameter/stream.ts';
import { toolInput, toolOutput } from '../parameter/tool-parameter.ts';

const read = extensible('CommandLineTool', {
  ...processFields('CommandLineTool'),
  inputs: required(distinct('input', identified('id', 'type', toolInput))),
  outputs: required(distinct('output', identified('id', 'type', toolOutput))),
  baseCommand: optional(oneOrMany(text)),
  arguments: optional(list(argument)),
  stdin: optional(text),
  stdout: optional(text),
  stderr: optional(text),
  successCodes: optional(list(whole)),
  temporaryFailCodes: optional(list(whole)),
  permanentFailCodes: optional(list(whole)),
});

/** CWL v1.2 CommandLineTool. */
export function commandLineTool(at: Cursor, identity: Identity): CommandLineTool | undefined {
  const made = read(at);
  if (!made) return undefined;
  const { stdin, stdout, stderr } = made;
  const inputs = plainInputs(at, made.inputs, stdin);
  const outputs = plainOutputs(at, made.outputs, {
    ...(stdout !== undefined && { stdout }),
    ...(stderr !== undefined && { stderr }),
  });
  const tool: CommandLineTool = {
    ...common(made, identity),
    class: 'CommandLineTool',
    inputs: inputs.inputs,
    outputs: outputs.outputs,
    baseCommand: made.baseCommand ?? [],
    arguments: made.arguments ?? [],
    ...inputs.streams,
    ...outputs.streams,
    successCodes: made.successCodes ?? [],
    temporaryFailCodes: made.temporaryFailCodes ?? [],
    permanentFailCodes: made.permanentFailCodes ?? [],
  };
  return samePlace(tool, at.value);
}

function argument(at: Cursor): CommandLineBinding | undefined {
  if (typeof at.value !== 'string') return commandLineBinding(at);
  const binding: CommandLineBinding = { valueFrom: at.value };
  place(binding, at.span);
  return binding;
}
