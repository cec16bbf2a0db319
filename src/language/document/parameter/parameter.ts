import { samePlace } from '../../../base/span.ts';
import type { InputParameter, Parameter } from '../../model/parameter.ts';
import { commandLineBinding, loadListing } from './binding.ts';
import { distinct, identified } from '../field/collection.ts';
import type { Cursor, Reader } from '../field/cursor.ts';
import { format } from './format.ts';
import { extensible, object, optional, required } from '../field/object.ts';
import { doc, flag, identifier, text } from '../field/scalar.ts';
import { secondaryFiles } from './secondary-files.ts';
import { type } from './type.ts';
import { value } from './value.ts';

/** Fields that parameters of all processes share. */
export const parameterFields = {
  id: required(identifier),
  type: required(type),
  label: optional(text),
  doc: optional(doc),
  format: optional(format),
  secondaryFiles: optional(secondaryFiles),
  streamable: optional(flag),
};

/** Fields that inputs of all processes share. */
export const inputFields = {
  ...parameterFields,
  default: optional(value),
  loadContents: optional(flag, { since: 'v1.1' }),
  loadListing: optional(loadListing, { since: 'v1.1' }),
};

const loadingOnly = object('an input binding', { loadContents: optional(flag) });
const readPlainInput = extensible('an input', {
  ...inputFields,
  inputBinding: optional((at: Cursor) => (at.scope.version === 'v1.0' ? commandLineBinding(at) : loadingOnly(at))),
});

/** An input of any other process. Of its binding only `loadContents` means something (CWL v1.2 Workflow, InputBinding). */
export function plainInput(at: Cursor): InputParameter | undefined {
  const read = readPlainInput(at);
  if (!read) return undefined;
  const { id, inputBinding, ...rest } = read;
  const loads = rest.loadContents ?? inputBinding?.loadContents;
  return samePlace({ name: id, ...rest, ...(loads === undefined ? {} : { loadContents: loads }) }, at.value);
}

const readPlainOutput = extensible('an output', {
  ...parameterFields,
  outputBinding: optional(() => undefined, { until: 'v1.0' }),
});

/** An output of an expression tool or operation. In v1.0 it could carry a binding, which had no effect. */
export function plainOutput(at: Cursor): Parameter | undefined {
  const read = readPlainOutput(at);
  if (!read) return undefined;
  const { id, ...rest } = read;
  return samePlace({ name: id, ...rest }, at.value);
}

export function inputs<T extends Parameter>(input: Reader<T>): Reader<readonly T[]> {
  return distinct('input', identified('id', 'type', input));
}

export function outputs<T extends Parameter>(output: Reader<T>): Reader<readonly T[]> {
  return distinct('output', identified('id', 'type', output));
}
