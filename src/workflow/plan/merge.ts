import type { Sink } from '../../language/model/process.ts';
import type { CwlValue } from '../../language/model/value.ts';

/** A value, or the reason why there is none. */
export type Joined = { readonly value: CwlValue } | { readonly problem: string };

/** What arrives at a sink from the values of its sources, in order: linkMerge, then pickValue (CWL v1.2 Workflow §WorkflowStepInput). */
export function join(sink: Sink, values: readonly CwlValue[]): Joined {
  const value = sink.linkMerge ? merge(sink.linkMerge, values) : (values[0] ?? null);
  return sink.pickValue ? pick(sink.pickValue, Array.isArray(value) ? (value as readonly CwlValue[]) : [value]) : { value };
}

function merge(method: NonNullable<Sink['linkMerge']>, values: readonly CwlValue[]): readonly CwlValue[] {
  return method === 'merge_nested'
    ? values
    : values.flatMap((value) => (Array.isArray(value) ? (value as readonly CwlValue[]) : [value]));
}

function pick(method: NonNullable<Sink['pickValue']>, values: readonly CwlValue[]): Joined {
  const present = values.filter((value) => value !== null);
  const [first] = present;
  if (method === 'all_non_null') return { value: present };
  if (first === undefined) return { problem: `pickValue ${method}: every source is null` };
  if (method === 'the_only_non_null' && present.length > 1) {
    return { problem: `pickValue the_only_non_null: ${present.length} sources are not null` };
  }
  return { value: first };
}
