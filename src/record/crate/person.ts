import { isObject, type CwlValue } from '../../language/model/value.ts';
import { agentIri, organisationIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { declared, declaredText } from './declared.ts';
import { describe, ref, type Reference } from './graph.ts';

/** The person who ran this, if anybody said who. */
export function agentReference({ ledger }: Draft): Reference | undefined {
  const iri = agentIri(ledger);
  return iri === undefined ? undefined : ref(iri);
}

/** The organisation of that person, if anybody said which. */
export function organisationReference({ ledger }: Draft): Reference | undefined {
  const iri = organisationIri(ledger);
  return iri === undefined ? undefined : ref(iri);
}

/** Describes the agent of the run and their organisation, with no more than was said. */
export function describeAgent(draft: Draft): void {
  const { agent } = draft.ledger.run;
  const person = agentReference(draft);
  const affiliation = organisationReference(draft);
  if (!agent || !person) return;
  describe(draft.graph, { ...person, '@type': 'Person', name: agent.name, email: agent.email, affiliation });
  if (affiliation) describe(draft.graph, { ...affiliation, '@type': 'Organization', name: agent.affiliation, url: agent.ror });
}

/** The people or organisations that a document names as its authors. */
export function describeAuthors(
  draft: Draft,
  extensions: Readonly<Record<string, CwlValue>> | undefined,
): Reference[] | undefined {
  return describePeople(draft, declared(extensions, 'author') ?? declared(extensions, 'creator'));
}

/** People or organisations as a document names them: by name, by IRI, or as an object. */
export function describePeople(draft: Draft, named: CwlValue | undefined): Reference[] | undefined {
  if (named === undefined || named === null) return undefined;
  return (Array.isArray(named) ? (named as readonly CwlValue[]) : [named]).map((author, index) =>
    describeAuthor(draft, author, index),
  );
}

function describeAuthor(draft: Draft, author: CwlValue, index: number): Reference {
  const facts = isObject(author) ? author : { 'https://schema.org/name': author };
  const name = declaredText(facts, 'name');
  const iri = iriOf(facts) ?? (isIri(name) ? name : undefined);
  const affiliation = declared(facts, 'affiliation');
  return describe(draft.graph, {
    '@id': iri ?? (name === undefined ? `#author-${index + 1}` : `#author/${encodeURIComponent(name)}`),
    '@type': typeof facts['class'] === 'string' && /Organi[sz]ation$/.test(facts['class']) ? 'Organization' : 'Person',
    name: name === iri ? undefined : name,
    email: declaredText(facts, 'email')?.replace(/^mailto:/, ''),
    affiliation: isObject(affiliation) ? describeOrganisation(draft, affiliation) : affiliation,
  });
}

/** An organisation that a document describes; without an IRI only its name can be kept. */
function describeOrganisation(draft: Draft, facts: Readonly<Record<string, CwlValue>>): Reference | string | undefined {
  const name = declaredText(facts, 'name');
  const iri = iriOf(facts);
  return iri === undefined ? name : describe(draft.graph, { '@id': iri, '@type': 'Organization', name, url: iri });
}

function iriOf(facts: Readonly<Record<string, CwlValue>>): string | undefined {
  return [facts['@id'], facts['id'], declared(facts, 'identifier')].find(isIri);
}

function isIri(value: CwlValue | undefined): value is string {
  return typeof value === 'string' && /^https?:\/\/\S+$/.test(value);
}
