/** One entity of an RO-Crate, as JSON-LD writes it. */
export interface Entity {
  readonly '@id': string;
  readonly '@type': string | readonly string[];
  [property: string]: unknown;
}

/** A link to another entity; RO-Crate allows no nesting. */
export interface Reference {
  readonly '@id': string;
}

/** The flat set of entities, in the order in which they were added. */
export type Graph = Map<string, Entity>;

export function ref(id: string): Reference {
  return { '@id': id };
}

export function refs(ids: Iterable<string>): Reference[] {
  return Array.from(ids, ref);
}

/** Adds an entity; properties that are undefined are not known. What was said of an id before stays; what is new is added. */
export function describe(graph: Graph, entity: Entity): Reference {
  const known = graph.get(entity['@id']);
  if (!known) graph.set(entity['@id'], entity);
  else for (const property of Object.keys(entity)) known[property] ??= entity[property];
  return ref(entity['@id']);
}
