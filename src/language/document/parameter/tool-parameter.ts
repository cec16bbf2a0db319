import { samePlace } from '../../../base/span.ts';
import type { InputParameter, ToolOutputParameter } from '../../model/parameter.ts';
import type { CwlType } from '../../model/type.ts';
import { commandLineBinding, commandOutputBinding } from './binding.ts';
import type { Cursor, Reader } from '../field/cursor.ts';
import { extensible, optional, required } from '../field/object.ts';
import { inputFields, parameterFields } from './parameter.ts';
import { type } from './type.ts';

/** A parameter whose type may still be the short form for a stream (CWL v1.2 CommandLineTool, stdin, stdout, stderr). */
export type Streaming<Parameter, Stream> = Omit<Parameter, 'type'> & { readonly type: CwlType | Stream };

function typeOr<Stream extends string>(...streams: readonly Stream[]): Reader<CwlType | Stream> {
  return (at) => streams.find((stream) => stream === at.value) ?? type(at);
}

const readInput = extensible('an input', {
  ...inputFields,
  type: required((at: Cursor) => (at.scope.version === 'v1.0' ? type(at) : typeOr('stdin')(at))),
  inputBinding: optional(commandLineBinding),
});

/** An input of a command line tool. */
export function toolInput(at: Cursor): Streaming<InputParameter, 'stdin'> | undefined {
  const read = readInput(at);
  if (!read) return undefined;
  const { id, ...rest } = read;
  return samePlace({ name: id, ...rest }, at.value);
}

const readOutput = extensible('an output', {
  ...parameterFields,
  type: required(typeOr('stdout', 'stderr')),
  outputBinding: optional(commandOutputBinding),
});

/** An output of a command line tool. */
export function toolOutput(at: Cursor): Streaming<ToolOutputParameter, 'stdout' | 'stderr'> | undefined {
  const read = readOutput(at);
  if (!read) return undefined;
  const { id, ...rest } = read;
  return samePlace({ name: id, ...rest }, at.value);
}
