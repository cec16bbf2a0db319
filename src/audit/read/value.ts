import type { OpenCrate } from '../open/open.ts';
import { fileOf, lastPart } from './file.ts';
import type { Entity } from './graph.ts';
import type { RecordedItem, RecordedValue } from './run.ts';

/**
 * What an action used (`object`) or made (`result`), by parameter. A parameter is known by `exampleOfWork`; of several, as
 * where an output of a step is one of the workflow too, the one that `owner` declares counts.
 */
export function valuesOf(entities: readonly Entity[], owner: ReadonlySet<string>, crate: OpenCrate): readonly RecordedValue[] {
  const values = entities.map((entity) => valueOf(entity, owner, crate));
  // A list stands for itself beside its members.
  const inLists = new Set(values.filter(({ items }) => items.length > 1).flatMap(({ items }) => items.flatMap(idsOf)));
  return values.filter(({ items }) => items.length !== 1 || !idsOf(items[0]!).some((id) => inLists.has(id)));
}

function valueOf(entity: Entity, owner: ReadonlySet<string>, crate: OpenCrate): RecordedValue {
  const works = entity.ids('exampleOfWork');
  const parameter = works.find((id) => owner.has(id)) ?? works[0];
  const name = parameter === undefined ? (entity.text('name') ?? entity.id) : parameter;
  return {
    name: isFile(entity) && parameter === undefined ? entity.id : lastPart(name).replace(/^(param|output):/, ''),
    items: itemsOf(entity, crate),
    ...(parameter === undefined ? {} : { parameter }),
  };
}

function itemsOf(entity: Entity, crate: OpenCrate): readonly RecordedItem[] {
  if (isFile(entity)) return [fileOf(entity, crate)];
  // A record or a list of a producer that refers to files; a collection with its parts.
  const members = [...entity.all('value'), ...(entity.types.includes('Collection') ? entity.all('hasPart') : [])];
  const files = members.filter(isFile);
  if (files.length > 0) return files.map((member) => fileOf(member, crate));
  // A record, with one property value for each field.
  if (members.length > 0) {
    const fields = members.map((member) => [lastPart(member.text('name') ?? member.id), member.text('value') ?? null]);
    return [{ kind: 'value', text: JSON.stringify(Object.fromEntries(fields)) }];
  }
  return entity.texts('value').map((text) => ({ kind: 'value', text }));
}

function isFile({ types }: Entity): boolean {
  return types.includes('File') || types.includes('Dataset') || types.includes('MediaObject');
}

function idsOf(item: RecordedItem): readonly string[] {
  return item.kind === 'value' ? [] : [item.id];
}
