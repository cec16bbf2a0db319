import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../base/json.ts';
import type { CwlVersion } from '../model/process.ts';
import { isUnion, type CwlType, type RecordField } from '../model/type.ts';
import { asJson } from './as-json.ts';
import { packSecondaryFiles } from './pack-secondary-files.ts';

/** A type that is more than a name. */
export type Definition = Exclude<CwlType, string | readonly CwlType[]>;

/** Types that are defined by name, and the ids under which the packed document knows them. */
export type KnownTypes = ReadonlyMap<CwlType, string>;

/** A type in full; one that SchemaDefRequirement defines becomes its id. */
export function packType(type: CwlType, known: KnownTypes, version: CwlVersion): Json {
  if (typeof type === 'string') return type;
  if (isUnion(type)) return type.map((member) => packType(member, known, version));
  return idOf(type, known) ?? packDefinition(type, known, version);
}

/** A record, enum or array written out, whatever its name. */
export function packDefinition(type: Definition, known: KnownTypes, version: CwlVersion): Readonly<Record<string, Json>> {
  if (type.type === 'enum') return asJson(type);
  if (type.type === 'array') return { ...asJson(type), items: packType(type.items, known, version) };
  return { ...asJson(type), fields: type.fields.map((field) => packField(field, known, version)) };
}

function packField({ secondaryFiles, ...field }: RecordField, known: KnownTypes, version: CwlVersion): Json {
  return {
    ...asJson(field),
    type: packType(field.type, known, version),
    ...(secondaryFiles && { secondaryFiles: packSecondaryFiles(secondaryFiles, version) }),
  };
}

function idOf(type: CwlType, known: KnownTypes): string | undefined {
  const name = typeof type === 'object' && 'name' in type ? type.name : undefined;
  if (name === undefined) return undefined;
  for (const [candidate, id] of known) if (id.endsWith(`/${name}`) && isDeepStrictEqual(candidate, type)) return id;
  return undefined;
}
