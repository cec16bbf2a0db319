import { writeJson } from '../../base/json.ts';
import type { TokenName } from '../../event/event.ts';
import { isDirectory, isFile, isObject, type CwlDirectory, type CwlFile, type CwlValue } from '../../language/model/value.ts';
import type { EventOf } from '../ledger.ts';
import { nameOf } from '../iri.ts';
import { tokenIri } from './name.ts';
import type { Scribe } from './statement.ts';

/** The id in the crate of each file and directory, by URI. */
export type DataIris = ReadonlyMap<string, string>;

/** The files and directories that the crate describes. */
export function sayData(scribe: Scribe, data: DataIris): void {
  for (const iri of new Set(data.values())) scribe.introduce(iri, ['prov:Entity'], nameOf(iri));
}

/**
 * A token: a value where it stood. It is a specialisation of the file that it is, has the files that are in it as
 * members, and tells its value when it is made of words.
 */
export function sayToken(scribe: Scribe, token: EventOf<'token.produced'>, data: DataIris): void {
  const iri = tokenIri(token.token);
  const value = token.value as CwlValue;
  const inside = irisIn(value, data);
  scribe.introduce(iri, inside.length > 0 && !isItem(value) ? ['prov:Entity', 'prov:Collection'] : ['prov:Entity'], token.token);
  for (const from of token.from) scribe.say(iri, 'prov:wasDerivedFrom', tokenIri(from));
  if (isItem(value)) scribe.say(iri, 'prov:specializationOf', inside[0]);
  else for (const member of inside) scribe.say(iri, 'prov:hadMember', member);
  if (inside.length === 0) scribe.say(iri, 'prov:value', { text: typeof value === 'string' ? value : writeJson(value) });
}

/** The data entities that a value consists of, a file's secondary files after it. */
export function irisIn(value: CwlValue | undefined, data: DataIris): string[] {
  if (Array.isArray(value)) return value.flatMap((item: CwlValue) => irisIn(item, data));
  if (!isObject(value)) return [];
  if (!isItem(value)) return Object.values(value).flatMap((member) => irisIn(member, data));
  const own = data.get(value.location ?? '');
  const beside = irisIn(value['secondaryFiles'], data);
  return own === undefined ? beside : [own, ...beside];
}

/** Whether the value is a file or directory, rather than made of some. */
export function isItem(value: unknown): value is CwlFile | CwlDirectory {
  return isFile(value) || isDirectory(value);
}

/** The values that some tokens hold. */
export function valueOf(tokens: ReadonlyMap<TokenName, EventOf<'token.produced'>>, name: TokenName): CwlValue | undefined {
  return tokens.get(name)?.value as CwlValue | undefined;
}
