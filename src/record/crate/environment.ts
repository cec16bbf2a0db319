import type { Process } from '../../language/model/process.ts';
import { inForce } from '../../language/model/requirement.ts';
import { parameterIri } from '../iri.ts';
import type { EventOf } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';
import { profiles } from './terms.ts';

/** Describes the variables that a tool asks for, before it has them (CWL v1.2 EnvVarRequirement). */
export function describeVariables(draft: Draft, tool: Process): Reference[] | undefined {
  return inForce(tool, 'EnvVarRequirement')?.envDef.map(({ envName }) =>
    describe(draft.graph, {
      '@id': variableIri(tool, envName),
      '@type': 'FormalParameter',
      name: envName,
      additionalType: 'Text',
      conformsTo: ref(profiles.formalParameter.id),
    }),
  );
}

function variableIri(tool: Process, name: string): string {
  return parameterIri(tool, `environment/${name}`);
}

/** Describes the variables that the document asked for, as the job got them; those of the machine are nobody's business. */
export function describeEnvironment(
  draft: Draft,
  action: string,
  tool: Process,
  started: EventOf<'job.started'>,
): Reference[] | undefined {
  const asked = new Set(inForce(tool, 'EnvVarRequirement')?.envDef.map(({ envName }) => envName));
  const { environment = {}, requestedVariables = [] } = started;
  const names = requestedVariables.filter((name) => environment[name] !== undefined);
  if (names.length === 0) return undefined;
  return names.map((name) =>
    describe(draft.graph, {
      '@id': `${action}/environment/${encodeURIComponent(name)}`,
      '@type': 'PropertyValue',
      name,
      value: environment[name],
      exampleOfWork: asked.has(name) ? ref(variableIri(tool, name)) : undefined,
    }),
  );
}
