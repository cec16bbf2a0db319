import { samePlace } from '../../../base/span.ts';
import type { SecondaryFileSchema } from '../../model/binding.ts';
import { oneOrMany } from '../field/collection.ts';
import { fault, unexpected, type Cursor } from '../field/cursor.ts';
import { object, optional, required } from '../field/object.ts';
import { isRawMap } from '../text/raw.ts';
import { flagOrExpression, text } from '../field/scalar.ts';

/**
 * `secondaryFiles`: patterns, since v1.1 also with `required`, of which a final `?` is the short form
 * (CWL v1.2 CommandLineTool, SecondaryFileSchema). In v1.0 a `?` is part of the file name.
 */
export function secondaryFiles(at: Cursor): readonly SecondaryFileSchema[] | undefined {
  return oneOrMany(secondaryFile)(at);
}

const schema = object('a secondary file', { pattern: required(text), required: optional(flagOrExpression) });

function secondaryFile(at: Cursor): SecondaryFileSchema | undefined {
  const { value } = at;
  const old = at.scope.version === 'v1.0';
  if (typeof value === 'string') {
    return !old && value.endsWith('?') ? { pattern: value.slice(0, -1), required: false } : { pattern: value };
  }
  if (!isRawMap(value)) return unexpected(at, old ? 'a pattern' : 'a pattern or a mapping with pattern and required');
  if (old) return fault(at, 'CWL_FIELD_TYPE', 'secondaryFiles: a mapping with "pattern" needs v1.1, but this is v1.0');
  const read = schema(at);
  return read && samePlace(read, value);
}
