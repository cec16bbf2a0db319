import type { Json } from '../../../base/json.ts';
import type { CwlVersion } from '../../model/process.ts';
import { isUnion, type CwlType, type RecordField } from '../../model/type.ts';
import { asJson } from './as-json.ts';
import { packSecondaryFiles } from './pack-secondary-files.ts';

/**
 * A type written out in full wherever it is used, even one that SchemaDefRequirement names: engines that compare
 * types by name would otherwise refuse to link two processes that each define it.
 */
export function packType(type: CwlType, version: CwlVersion): Json {
  if (typeof type === 'string') return type;
  if (isUnion(type)) return type.map((member) => packType(member, version));
  if (type.type === 'array') return { ...asJson(type), items: packType(type.items, version) };
  if (type.type === 'record') return { ...asJson(type), fields: type.fields.map((field) => packField(field, version)) };
  return asJson(type);
}

function packField({ secondaryFiles, format, ...field }: RecordField, version: CwlVersion): Json {
  return {
    ...asJson(field),
    type: packType(field.type, version),
    ...(format && { format: single(format) }),
    ...(secondaryFiles && { secondaryFiles: packSecondaryFiles(secondaryFiles, version) }),
  };
}

/** A list of one as its item: some fields of outputs take no lists. */
export function single(items: readonly string[]): Json {
  const [first] = items;
  return first !== undefined && items.length === 1 ? first : items;
}
