import { writeJson } from '../../base/json.ts';
import { nameOf } from '../iri.ts';
import type { EventOf } from '../ledger.ts';
import type { CwlValue } from '../../language/model/value.ts';
import type { Account } from './account.ts';
import { tokenIri } from './name.ts';
import { irisIn, isItem } from './value.ts';

/** The files and directories that the crate describes. */
export function sayData({ scribe, data }: Account): void {
  for (const iri of new Set(data.values())) scribe.introduce(iri, ['prov:Entity', 'wfprov:Artifact'], nameOf(iri));
}

/**
 * A token: a value where it stood. It is a specialisation of the file that it is, has the files that are in it as
 * members, and tells its value when it is made of words.
 */
export function sayToken({ scribe, data }: Account, token: EventOf<'token.produced'>): void {
  const iri = tokenIri(token.token);
  const value = token.value as CwlValue;
  const inside = irisIn(value, data);
  const isCollection = inside.length > 0 && !isItem(value);
  scribe.introduce(iri, ['prov:Entity', 'wfprov:Artifact', ...(isCollection ? (['prov:Collection'] as const) : [])], token.token);
  for (const from of token.from) scribe.say(iri, 'prov:wasDerivedFrom', tokenIri(from));
  if (isItem(value)) scribe.say(iri, 'prov:specializationOf', inside[0]);
  else for (const member of inside) scribe.say(iri, 'prov:hadMember', member);
  if (inside.length === 0) scribe.say(iri, 'prov:value', { text: typeof value === 'string' ? value : writeJson(value) });
}
