import type { EventOf } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, type Reference } from './graph.ts';

/** Describes the variables that the document asked for, as the job got them; those of the machine are nobody's business. */
export function describeEnvironment(draft: Draft, action: string, started: EventOf<'job.started'>): Reference[] | undefined {
  const { environment = {}, requestedVariables = [] } = started;
  const names = requestedVariables.filter((name) => environment[name] !== undefined);
  if (names.length === 0) return undefined;
  return names.map((name) =>
    describe(draft.graph, {
      '@id': `${action}/environment/${encodeURIComponent(name)}`,
      '@type': 'PropertyValue',
      name,
      value: environment[name],
    }),
  );
}
