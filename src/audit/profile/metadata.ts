import type { Json } from '../../base/json.ts';

/** The metadata of a crate as it was read: nobody knows yet whether it is as it should be. */
export type Metadata = Json;

export type JsonObject = { readonly [key: string]: Json | undefined };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a list: nothing, the one, or the many. */
export function listed(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** The members of `@graph` that are objects. */
export function entitiesOf(metadata: Metadata): readonly JsonObject[] {
  return isObject(metadata) ? listed(metadata['@graph']).filter(isObject) : [];
}

/** The ids that the references in a value name. */
export function idsIn(value: Json | undefined): readonly string[] {
  return listed(value).flatMap((item) => (isObject(item) && typeof item['@id'] === 'string' ? [item['@id']] : []));
}

/** The types of an entity. */
export function typesOf(entity: JsonObject): readonly string[] {
  return listed(entity['@type']).filter((type) => typeof type === 'string');
}

/** The id of an entity, if it has one. */
export function idOf(entity: JsonObject): string | undefined {
  return typeof entity['@id'] === 'string' ? entity['@id'] : undefined;
}
