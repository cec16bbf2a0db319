import type { JobName, TokenName } from '../../event/event.ts';
import type { Process } from '../../language/model/process.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { parameterIri, slotIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import type { Reference } from './graph.ts';
import { valueEntities, type Slot } from './value.ts';

/** What the inputs of a process were, as entities. Step inputs that the process does not have were read by expressions only. */
export function objects(
  draft: Draft,
  action: string,
  process: Process,
  inputs: Readonly<Record<string, TokenName>>,
): readonly Reference[] {
  const entities = process.inputs.flatMap(({ name }) => {
    const token = inputs[name];
    const slot = { id: slotIri(action, 'inputs', name), name, parameter: parameterIri(process, name) };
    return token === undefined ? [] : tokenEntities(draft, token, slot);
  });
  return distinct(entities);
}

/** Lists of more items than this are described once for all jobs that got them: else a crate grows with their product. */
const longList = 100;

function tokenEntities(draft: Draft, token: TokenName, slot: Slot & { readonly parameter: string }): readonly Reference[] {
  const value = draft.ledger.tokens.get(token)?.value as CwlValue | undefined;
  if (!Array.isArray(value) || value.length <= longList) return valueEntities(draft, slot, value);
  const key = `${token} ${slot.parameter}`;
  const entities = draft.longLists.get(key) ?? valueEntities(draft, slot, value);
  draft.longLists.set(key, entities);
  return entities;
}

/** What the outputs of a process were, as entities, from the tokens that its job made. */
export function results(draft: Draft, action: string, job: JobName, process: Process): readonly Reference[] {
  const names = new Set(process.outputs.map((output) => output.name));
  const entities = (draft.ledger.results.get(job) ?? []).flatMap(({ port, value }) => {
    const name = port.slice(port.lastIndexOf('/') + 1);
    const slot = { id: slotIri(action, 'outputs', name), name, parameter: parameterIri(process, name) };
    return names.has(name) ? valueEntities(draft, slot, value as CwlValue) : [];
  });
  return distinct(entities);
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [reference['@id'], reference])).values()];
}
