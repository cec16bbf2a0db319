import { conforms } from '../language/model/conform.ts';
import type { CommandLineBinding, Format, LoadListing, SecondaryFileSchema } from '../language/model/binding.ts';
import { alternatives, type CwlType } from '../language/model/type.ts';
import { isDirectory, isFile, isObject, type CwlDirectory, type CwlFile, type CwlValue } from '../language/model/value.ts';

/** What a parameter or a record field says about the Files in it. */
export interface Aspects {
  readonly format?: Format;
  readonly secondaryFiles?: readonly SecondaryFileSchema[];
  readonly loadContents?: boolean;
  readonly loadListing?: LoadListing;
  readonly inputBinding?: CommandLineBinding;
}

type Alternative = Exclude<CwlType, readonly CwlType[]>;

/** The member of a union that a value belongs to: the first that it conforms to. */
export function alternativeFor(type: CwlType, value: CwlValue): Alternative | undefined {
  const all = alternatives(type);
  return all.length === 1 ? all[0] : all.find((member) => conforms(member, value) === undefined);
}

/**
 * The value with each primary File or Directory replaced by what `change` makes of it, given what the parameter, or the
 * record field around it, says. Parts that do not change stay the same objects.
 */
export function mapTyped(
  type: CwlType,
  value: CwlValue,
  aspects: Aspects,
  change: (item: CwlFile | CwlDirectory, aspects: Aspects) => CwlValue,
): CwlValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isFile(value) || isDirectory(value)) return change(value, aspects);
  const own = alternativeFor(type, value);
  if (Array.isArray(value)) {
    const before: readonly CwlValue[] = value;
    const items = typeof own === 'object' && own.type === 'array' ? own.items : 'Any';
    const after = before.map((item) => mapTyped(items, item, aspects, change));
    return after.every((item, index) => item === before[index]) ? before : after;
  }
  if (!isObject(value)) return value;
  const fields = new Map(typeof own === 'object' && own.type === 'record' ? own.fields.map((field) => [field.name, field]) : []);
  let copy: Record<string, CwlValue> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const field = fields.get(name);
    const mapped = mapTyped(field?.type ?? 'Any', member, field ?? {}, change);
    if (mapped !== member) (copy ??= { ...value })[name] = mapped;
  }
  return copy ?? value;
}
