import { writeNumber } from '../../base/json.ts';
import type { Draft } from './draft.ts';
import { describe, type Reference } from './graph.ts';
import { ownNamespace } from './terms.ts';

type Known = string | number | boolean | readonly string[] | undefined;

/**
 * Describes facts of a thing for which no vocabulary has a property, one PropertyValue each; what is not known is left
 * out. The names are those that `profiles/crate-run.json` explains; `units` are QUDT's.
 */
export function describeFacts(
  draft: Draft,
  thing: string,
  facts: Readonly<Record<string, Known>>,
  units: Readonly<Record<string, string>> = {},
): Reference[] | undefined {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  const described = known.map(([name, value]) =>
    describe(draft.graph, {
      '@id': `${thing}/${name}`,
      '@type': 'PropertyValue',
      name,
      propertyID: ownNamespace + name,
      value: wordOf(value),
      unitCode: units[name],
    }),
  );
  return described.length > 0 ? described : undefined;
}

function wordOf(value: Known): unknown {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? writeNumber(value) : value;
}
