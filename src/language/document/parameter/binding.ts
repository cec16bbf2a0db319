import type { CommandLineBinding, CommandOutputBinding } from '../../model/binding.ts';
import { oneOrMany } from '../field/collection.ts';
import { object, optional } from '../field/object.ts';
import { flag, oneOf, text, whole, wholeOrExpression } from '../field/scalar.ts';
import type { Cursor, Reader } from '../field/cursor.ts';

export const loadListing = oneOf('no_listing', 'shallow_listing', 'deep_listing');

/** CWL v1.2 CommandLineBinding. */
export const commandLineBinding: Reader<CommandLineBinding> = object('a command line binding', {
  position: optional((at: Cursor) => (at.scope.version === 'v1.0' ? whole(at) : wholeOrExpression(at))),
  prefix: optional(text),
  separate: optional(flag),
  itemSeparator: optional(text),
  valueFrom: optional(text),
  shellQuote: optional(flag),
  loadContents: optional(flag),
});

/** CWL v1.2 CommandOutputBinding. */
export const commandOutputBinding: Reader<CommandOutputBinding> = object('an output binding', {
  glob: optional(oneOrMany(text)),
  loadContents: optional(flag),
  loadListing: optional(loadListing, { since: 'v1.1' }),
  outputEval: optional(text),
});
