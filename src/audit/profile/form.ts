import type { Json } from '../../base/json.ts';
import type { Broken } from './check.ts';
import { contextOf, type Context } from './context.ts';
import { entitiesOf, idOf, idsIn, isObject, listed, typesOf, type JsonObject, type Metadata } from './metadata.ts';

/** What is wrong with the form of the metadata: what has to be right before anything can be read out of it. */
export function formFaults(metadata: Metadata): readonly Broken[] {
  if (!isObject(metadata)) return [{ rule: 'json', detail: 'not a JSON object' }];
  const context = contextOf(metadata);
  return [
    ...contextFaults(metadata, context),
    ...graphFaults(metadata),
    ...termFaults(metadata, context),
    ...idFaults(metadata),
    ...rootFaults(metadata),
  ];
}

function contextFaults(metadata: JsonObject, { unknown }: Context): readonly Broken[] {
  if (metadata['@context'] === undefined) return [{ rule: 'context', detail: 'there is no @context' }];
  return unknown.map((name) => ({ rule: 'context', detail: `${name} is not known, and nothing is fetched` }));
}

function graphFaults(metadata: JsonObject): readonly Broken[] {
  const graph = metadata['@graph'];
  if (!Array.isArray(graph)) return [{ rule: 'flat', detail: '@graph is no list' }];
  const others = graph.filter((member: Json) => !isObject(member));
  return [
    ...others.map((member: Json) => ({ rule: 'flat', detail: `no entity: ${short(member)}` })),
    ...entitiesOf(metadata).flatMap(entityFaults),
  ];
}

function entityFaults(entity: JsonObject): readonly Broken[] {
  const id = idOf(entity);
  const of = id === undefined ? {} : { entity: id };
  const types = entity['@type'];
  const hasTypes = typesOf(entity).length > 0 && typesOf(entity).length === listed(types).length;
  return [
    ...(id === undefined ? [{ rule: 'ids', detail: short(entity) }] : []),
    ...(hasTypes ? [] : [{ rule: 'types', ...of, ...(types === undefined ? {} : { detail: short(types) }) }]),
    ...properties(entity).flatMap(([key, value]) => valueFaults(key, value).map((fault) => ({ ...fault, ...of }))),
  ];
}

function valueFaults(key: string, value: Json): readonly Broken[] {
  const nested = listed(value).filter((item) => isObject(item) && !isReference(item) && !isLiteral(item));
  const single = Array.isArray(value) && value.length === 1;
  return [
    ...nested.map((item) => ({ rule: 'flat', detail: `${key}: ${short(item)}` })),
    ...(single ? [{ rule: 'single-values', detail: key }] : []),
  ];
}

/** Keys and types that the context does not explain; where a context is not known nobody can tell. */
function termFaults(metadata: JsonObject, { terms, unknown }: Context): readonly Broken[] {
  if (unknown.length > 0) return [];
  const places = new Map<string, string>();
  for (const entity of entitiesOf(metadata)) {
    const words = [...properties(entity).map(([key]) => key), ...typesOf(entity)];
    for (const word of words) if (!places.has(word)) places.set(word, idOf(entity) ?? '');
  }
  const strange = [...places].filter(([word]) => !terms.has(word) && !isCompactIri(word, terms));
  return strange.map(([word, entity]) => ({ rule: 'terms', entity, detail: word }));
}

function idFaults(metadata: JsonObject): readonly Broken[] {
  const entities = entitiesOf(metadata);
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of entities.map(idOf)) if (id !== undefined) (seen.has(id) ? again : seen).add(id);
  const twice = [...again].map((entity) => ({ rule: 'unique-id', entity }));
  const dangling = entities.flatMap((entity) => {
    const named = properties(entity).flatMap(([key, value]) => idsIn(value).map((id) => ({ key, id })));
    const lost = named.filter(({ id }) => !seen.has(id) && !isAbsolute(id));
    return lost.map(({ key, id }) => ({ rule: 'reference', entity: idOf(entity) ?? '', detail: `${key}: ${id}` }));
  });
  return [...twice, ...dangling];
}

function rootFaults(metadata: JsonObject): readonly Broken[] {
  const entities = entitiesOf(metadata);
  const descriptor = entities.find((entity) => /(^|\/)ro-crate-metadata\.json(ld)?$/.test(idOf(entity) ?? ''));
  const [root] = idsIn(descriptor?.['about']);
  if (descriptor === undefined || root === undefined) return [{ rule: 'descriptor' }];
  if (!entities.some((entity) => idOf(entity) === root)) return [{ rule: 'descriptor', detail: `${root} is not described` }];
  return root === './' ? [] : [{ rule: 'root-name', entity: root }];
}

function properties(entity: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(entity).flatMap(([key, value]) => (key.startsWith('@') || value === undefined ? [] : [[key, value]]));
}

function isReference(item: JsonObject): boolean {
  return typeof item['@id'] === 'string' && Object.keys(item).length === 1;
}

function isLiteral(item: JsonObject): boolean {
  return '@value' in item && !('@id' in item);
}

function isCompactIri(word: string, terms: ReadonlyMap<string, unknown>): boolean {
  const colon = word.indexOf(':');
  return colon > 0 && !word.startsWith('//', colon + 1) && terms.has(word.slice(0, colon));
}

function isAbsolute(id: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(id) || id.startsWith('_:');
}

/** A value in a few characters. */
function short(value: Json | undefined): string {
  const text = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
