import { packedDocument } from '../iri.ts';
import type { Entity } from './graph.ts';

/**
 * The entity as RO-Crate 1.1 wants it compacted: nothing that is not known, and a list of one written as the one. Two
 * lists stay: those that are the value of a PropertyValue, where a list of one is not its item, and the inputs of the
 * main workflow, of which `runcrate run` finds none when they are no list.
 */
export function compact(entity: Entity): Entity {
  const compacted: Record<string, unknown> = {};
  const isMain = entity['@id'] === packedDocument;
  for (const property of Object.keys(entity)) {
    const value = entity[property];
    if (value === undefined) continue;
    const single = Array.isArray(value) && value.length === 1 && property !== 'value' && !(isMain && property === 'input');
    compacted[property] = single ? (value[0] as unknown) : value;
  }
  return compacted as unknown as Entity;
}
