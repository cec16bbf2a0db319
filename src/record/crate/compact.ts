import type { Entity } from './graph.ts';

/**
 * Properties that stay lists even when they have one item: `runcrate run` iterates over them without looking, and in the
 * `value` of a PropertyValue a list of one is not its item.
 */
const lists = new Set(['hasPart', 'input', 'mentions', 'object', 'output', 'result', 'step', 'value']);

/** The entity as RO-Crate 1.1 wants it compacted: nothing that is not known, and any other list of one written as the one. */
export function compact(entity: Entity): Entity {
  const compacted: Record<string, unknown> = {};
  for (const property of Object.keys(entity)) {
    const value = entity[property];
    if (value === undefined) continue;
    compacted[property] = Array.isArray(value) && value.length === 1 && !lists.has(property) ? (value[0] as unknown) : value;
  }
  return compacted as unknown as Entity;
}
