import { CrateRunError } from '../base/error.ts';
import { byCodePoint } from '../base/order.ts';
import { spanOf } from '../base/span.ts';
import type { CommandLineBinding } from '../language/model/binding.ts';
import type { CwlType } from '../language/model/type.ts';
import { isObject, type CwlValue } from '../language/model/value.ts';
import { evaluate, type Context } from './context.ts';
import { jsonOf } from './text.ts';
import { alternativeFor } from './typed.ts';

/** Positions, indexes and names from the outermost binding to this one. */
export type SortKey = readonly (number | string)[];

/** A binding with the value it applies to. */
export interface Bound {
  readonly key: SortKey;
  readonly binding: CommandLineBinding;
  readonly value: CwlValue;
}

/**
 * All bindings that apply to a value: its own, and those of its type, items and fields, however deep. `lead` is the key
 * of what is around it, `tail` the index or name that follows its position. Null has none; nor has anything below a
 * `valueFrom`, which speaks for the whole value.
 */
export function bindingsOf(
  type: CwlType,
  binding: CommandLineBinding | undefined,
  value: CwlValue,
  lead: SortKey,
  tail: SortKey,
  context: Context,
): Bound[] {
  if (value === null) return [];
  if (binding === undefined) return innerBindings(type, false, value, lead, tail, context);
  const key = [...lead, positionOf(binding, value, context), ...tail];
  const own: Bound = { key, binding, value };
  if (binding.valueFrom !== undefined) return [own];
  const byItem = binding.itemSeparator === undefined;
  return [own, ...innerBindings(type, byItem, value, key, [], context)];
}

/** `byItem`: items without a binding of their own become plain words, because the binding around them does not join them. */
function innerBindings(type: CwlType, byItem: boolean, value: CwlValue, lead: SortKey, tail: SortKey, context: Context): Bound[] {
  const own = alternativeFor(type, value);
  if (Array.isArray(value)) {
    const array = typeof own === 'object' && own.type === 'array' ? own : undefined;
    const binding = array?.inputBinding ?? (byItem ? {} : undefined);
    const items = array?.items ?? 'Any';
    const around = binding === undefined && tail.length > 0 ? [...lead, 0] : lead;
    return value.flatMap((item: CwlValue, index) => bindingsOf(items, binding, item, around, [index, ...tail], context));
  }
  if (typeof own !== 'object') return [];
  if (own.type === 'enum') return own.inputBinding ? bindingsOf('Any', own.inputBinding, value, lead, tail, context) : [];
  if (own.type !== 'record' || !isObject(value)) return [];
  const record = own.inputBinding ? bindingsOf('Any', own.inputBinding, value, lead, tail, context) : [];
  const around = record[0]?.key ?? (tail.some((part) => typeof part === 'number') ? [...lead, ...tail] : lead);
  if (own.inputBinding?.valueFrom !== undefined) return record;
  const fields = own.fields.flatMap((field) => {
    return bindingsOf(field.type, field.inputBinding, value[field.name] ?? null, around, [field.name], context);
  });
  return [...record, ...fields];
}

/** The position of a binding; an expression in it sees the value as `self` (from v1.1 on). */
export function positionOf(binding: CommandLineBinding, value: CwlValue, context: Context): number {
  const span = spanOf(binding, 'position');
  const position = evaluate(context, binding.position ?? 0, value, span) ?? 0;
  if (typeof position === 'number') return position;
  throw new CrateRunError('TOOL_INVALID', `position must be a number, not ${jsonOf(position)}`, { span });
}

/** Numbers before words; a key before all that begin with it. */
export function compareKeys(a: SortKey, b: SortKey): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [x, y] = [a[index]!, b[index]!];
    if (x === y) continue;
    if (typeof x === 'number') return typeof y === 'number' ? x - y : -1;
    return typeof y === 'number' ? 1 : byCodePoint(x, y);
  }
  return a.length - b.length;
}
