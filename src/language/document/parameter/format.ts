import type { Format } from '../../model/binding.ts';
import { oneOrMany } from '../field/collection.ts';
import { unexpected, type Cursor } from '../field/cursor.ts';
import { expand } from '../text/namespace.ts';

/** `format`: IRIs with their prefixes expanded, or an expression. */
export function format(at: Cursor): Format | undefined {
  return oneOrMany(iri)(at);
}

function iri(at: Cursor): string | undefined {
  if (typeof at.value !== 'string') return unexpected(at, 'an IRI or an expression');
  return at.value.includes('$(') || at.value.includes('${') ? at.value : expand(at.value, at.scope.namespaces(at.span.document));
}
