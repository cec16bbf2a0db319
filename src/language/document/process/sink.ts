import type { Sink } from '../../model/process.ts';
import { oneOrMany } from '../field/collection.ts';
import { optional } from '../field/object.ts';
import { oneOf, text } from '../field/scalar.ts';

/** Fields of every end of links but the sources themselves. */
export const sinkFields = {
  linkMerge: optional(oneOf('merge_nested', 'merge_flattened')),
  pickValue: optional(oneOf('first_non_null', 'the_only_non_null', 'all_non_null'), { since: 'v1.2' }),
};

/** Sources as written: bare or full identifiers. */
export const sources = oneOrMany(text);

/** Several sources are merged even when the document does not say how: `merge_nested` (CWL v1.2 Workflow, LinkMergeMethod). */
export function sink(read: { readonly source?: readonly string[] } & Omit<Sink, 'source'>): Sink {
  const source = read.source ?? [];
  const linkMerge = read.linkMerge ?? (source.length > 1 ? 'merge_nested' : undefined);
  return { source, ...(linkMerge && { linkMerge }), ...(read.pickValue && { pickValue: read.pickValue }) };
}
