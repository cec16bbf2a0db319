import type { TokenName } from '../../event/event.ts';
import { isDirectory, isFile, isObject, type CwlDirectory, type CwlFile, type CwlValue } from '../../language/model/value.ts';
import type { EventOf } from '../ledger.ts';

/** The id in the crate of each file and directory, by URI. */
export type DataIris = ReadonlyMap<string, string>;

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
