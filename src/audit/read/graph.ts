import type { Json } from '../../base/json.ts';

/** An entity of the metadata of an RO-Crate, as its flattened and compacted JSON-LD has it. */
export interface Entity {
  readonly id: string;
  readonly types: readonly string[];
  /** The first plain value of a property as text, the value of `@value`, or the id of a reference that leads nowhere else. */
  text(property: string): string | undefined;
  texts(property: string): readonly string[];
  /** What a property refers to, as far as the metadata says anything of it. */
  all(property: string): readonly Entity[];
  /** The ids that a property refers to. */
  ids(property: string): readonly string[];
}

/** The metadata of an RO-Crate. */
export interface Graph {
  readonly entities: readonly Entity[];
  /** The root data entity. */
  readonly root: Entity | undefined;
  entity(id: string): Entity | undefined;
}

/** The entities of a metadata file. Whatever is not as it should be is passed over. */
export function readGraph(metadata: Json): Graph {
  const nodes = membersOf(metadata)?.['@graph'];
  const byId = new Map<string, Entity>();
  for (const node of listOf(nodes)) {
    const members = membersOf(node);
    const id = members?.['@id'];
    if (members && typeof id === 'string' && !byId.has(id)) byId.set(id, entityOf(id, members, byId));
  }
  return { entities: [...byId.values()], root: rootOf(byId), entity: (id) => byId.get(id) };
}

function entityOf(id: string, members: Readonly<Record<string, Json | undefined>>, byId: ReadonlyMap<string, Entity>): Entity {
  const values = (property: string) => (Object.hasOwn(members, property) ? listOf(members[property]) : []);
  const ids = (property: string) =>
    values(property).flatMap((value) => [membersOf(value)?.['@id']].filter((id) => typeof id === 'string'));
  const texts = (property: string) => values(property).flatMap((value) => textOf(value) ?? []);
  return {
    id,
    types: texts('@type'),
    texts,
    text: (property) => texts(property)[0],
    ids,
    all: (property) => ids(property).flatMap((other) => byId.get(other) ?? []),
  };
}

/** What the descriptor is about (RO-Crate 1.1 §4.1); the descriptor may be named by a URL. */
function rootOf(byId: ReadonlyMap<string, Entity>): Entity | undefined {
  const descriptors = [...byId.values()].filter(({ id }) => /(^|\/)ro-crate-metadata\.json(ld)?$/.test(id));
  return descriptors.flatMap((descriptor) => descriptor.all('about'))[0] ?? byId.get('./') ?? byId.get('.');
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  const members = membersOf(value);
  const inner = members?.['@value'] ?? members?.['@id'];
  return inner === undefined || typeof inner === 'object' ? undefined : String(inner);
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function membersOf(value: Json | undefined): Readonly<Record<string, Json | undefined>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Json>) : undefined;
}
