import { samePlace } from '../../../base/span.ts';
import type { Operation } from '../../model/process.ts';
import type { Cursor } from '../field/cursor.ts';
import { extensible, required } from '../field/object.ts';
import { inputs, outputs, plainInput, plainOutput } from '../parameter/parameter.ts';
import { common, processFields, type Identity } from './process-fields.ts';

const read = extensible('Operation', {
  ...processFields('Operation'),
  inputs: required(inputs(plainInput)),
  outputs: required(outputs(plainOutput)),
});

/** CWL v1.2 Operation. */
export function operation(at: Cursor, identity: Identity): Operation | undefined {
  const made = read(at);
  if (!made) return undefined;
  const { inputs, outputs } = made;
  const tool: Operation = { ...common(made, identity), class: 'Operation', inputs, outputs };
  return samePlace(tool, at.value);
}
