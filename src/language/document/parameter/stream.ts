import { samePlace, spanOf } from '../../../base/span.ts';
import type { InputParameter, ToolOutputParameter } from '../../model/parameter.ts';
import type { CommandLineTool } from '../../model/process.ts';
import { fault, type Cursor } from '../field/cursor.ts';
import type { Streaming } from './tool-parameter.ts';

type Streams = Pick<CommandLineTool, 'stdin' | 'stdout' | 'stderr'>;

/** Inputs of type stdin become Files that the tool reads as its `stdin`. */
export function plainInputs(
  at: Cursor,
  inputs: readonly Streaming<InputParameter, 'stdin'>[],
  stdin: string | undefined,
): { inputs: readonly InputParameter[]; streams: Pick<Streams, 'stdin'> } {
  let source = stdin;
  const plain = inputs.map((input): InputParameter => {
    if (input.type !== 'stdin') return input as InputParameter;
    if (source !== undefined)
      fault({ ...at, span: spanOf(input) ?? at.span }, 'CWL_INVALID', `${input.name}: the tool has another stdin already`);
    source = `$(inputs${/^\w+$/.test(input.name) ? `.${input.name}` : `[${JSON.stringify(input.name)}]`}.path)`;
    return samePlace({ ...input, type: 'File' }, input);
  });
  return { inputs: plain, streams: source === undefined ? {} : { stdin: source } };
}

/** Outputs of type stdout and stderr become Files with a glob. A stream without a file name is named after its first output. */
export function plainOutputs(
  at: Cursor,
  outputs: readonly Streaming<ToolOutputParameter, 'stdout' | 'stderr'>[],
  named: Pick<Streams, 'stdout' | 'stderr'>,
): { outputs: readonly ToolOutputParameter[]; streams: Pick<Streams, 'stdout' | 'stderr'> } {
  const streams: { stdout?: string; stderr?: string } = { ...named };
  const plain = outputs.map((output): ToolOutputParameter => {
    const stream = output.type;
    if (stream !== 'stdout' && stream !== 'stderr') return output as ToolOutputParameter;
    if (output.outputBinding) {
      fault(
        { ...at, span: spanOf(output, 'outputBinding') ?? at.span },
        'CWL_INVALID',
        `${output.name}: type ${stream} allows no outputBinding`,
      );
    }
    const file = (streams[stream] ??= `${output.name.replace(/[^\w.-]/g, '_')}.${stream}`);
    return samePlace({ ...output, type: 'File', outputBinding: { glob: [file] } }, output);
  });
  return { outputs: plain, streams };
}
