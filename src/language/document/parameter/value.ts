import type { CwlValue } from '../../model/value.ts';
import { fault, type Cursor } from '../field/cursor.ts';
import { readValue } from './file-value.ts';

/** A value in a document, such as `default`. Files in it are relative to the document. */
export function value(at: Cursor): CwlValue | undefined {
  const { document } = at.span;
  return readValue(at.value, {
    document,
    namespaces: at.scope.namespaces(document),
    fault: (message, span) => fault({ ...at, span: span ?? at.span }, 'CWL_INVALID', `${at.name}: ${message}`),
  });
}
