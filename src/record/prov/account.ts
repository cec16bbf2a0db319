import type { JobName } from '../../event/event.ts';
import type { Workflow } from '../../language/model/process.ts';
import type { Ledger } from '../ledger.ts';
import { outlineOf, type Outline } from '../outline.ts';
import { irisIn, valueOf, type DataIris } from './value.ts';
import { newScribe, type Scribe } from './statement.ts';

/** What the provenance is told from, and who writes it down. */
export interface Account {
  readonly scribe: Scribe;
  readonly ledger: Ledger;
  readonly outline: Outline;
  readonly data: DataIris;
  /** The job that made a file or directory, by its IRI: others may hand it on, and what was given was made by none. */
  readonly makers: ReadonlyMap<string, JobName>;
}

export function newAccount(workflow: Workflow, ledger: Ledger, data: DataIris): Account {
  return { scribe: newScribe(), ledger, outline: outlineOf(workflow), data, makers: makersOf(ledger, data) };
}

function makersOf({ tokens }: Ledger, data: DataIris): ReadonlyMap<string, JobName> {
  const makers = new Map<string, JobName | undefined>();
  for (const { token, job } of tokens.values()) {
    for (const iri of irisIn(valueOf(tokens, token), data)) if (!makers.has(iri)) makers.set(iri, job);
  }
  return new Map([...makers].flatMap(([iri, job]) => (job === undefined ? [] : [[iri, job] as const])));
}
