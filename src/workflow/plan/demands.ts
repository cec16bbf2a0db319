import type { Demands, Requirement } from '../../language/model/requirement.ts';

/** Nothing asked for. */
export const noDemands: Demands = { requirements: [], hints: [] };

/**
 * What holds inside `inner` when it stands in `outer` (CWL v1.2 §4.4): the inner requirement wins over the outer one,
 * any requirement over any hint, the inner hint over the outer one. At most one of each class remains.
 */
export function inherit(outer: Demands, inner: Demands): Demands {
  const requirements = overlay(outer.requirements, inner.requirements);
  const required = new Set(requirements.map((requirement) => requirement.class));
  const hints = overlay(outer.hints, inner.hints).filter((hint) => !required.has(hint.class));
  return { requirements, hints };
}

function overlay(outer: readonly Requirement[], inner: readonly Requirement[]): Requirement[] {
  return [...new Map([...outer, ...inner].map((requirement) => [requirement.class, requirement])).values()];
}
