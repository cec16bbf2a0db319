import { samePlace } from '../../../base/span.ts';
import type { ExpressionTool } from '../../model/process.ts';
import type { Cursor } from '../field/cursor.ts';
import { extensible, required } from '../field/object.ts';
import { inputs, outputs, plainInput, plainOutput } from '../parameter/parameter.ts';
import { common, processFields, type Identity } from './process-fields.ts';
import { text } from '../field/scalar.ts';

const read = extensible('ExpressionTool', {
  ...processFields('ExpressionTool'),
  inputs: required(inputs(plainInput)),
  outputs: required(outputs(plainOutput)),
  expression: required(text),
});

/** CWL v1.2 ExpressionTool. */
export function expressionTool(at: Cursor, identity: Identity): ExpressionTool | undefined {
  const made = read(at);
  if (!made) return undefined;
  const { inputs, outputs, expression } = made;
  const tool: ExpressionTool = { ...common(made, identity), class: 'ExpressionTool', inputs, outputs, expression };
  return samePlace(tool, at.value);
}
