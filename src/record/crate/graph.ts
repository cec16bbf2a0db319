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

/** Adds an entity; properties that are undefined are not known. The first description of an id stays. */
export function describe(graph: Graph, entity: Entity): Reference {
  if (!graph.has(entity['@id'])) graph.set(entity['@id'], entity);
  return ref(entity['@id']);
}
