import { isRawMap, type Raw } from './raw.ts';

/** Prefixes and the IRIs they stand for (`$namespaces`). */
export type Namespaces = Readonly<Record<string, string>>;

/** `$namespaces` of a tree. */
export function namespacesOf(root: Raw): Namespaces {
  const own = isRawMap(root) ? root['$namespaces'] : undefined;
  if (!isRawMap(own)) return {};
  return Object.fromEntries(Object.entries(own).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** `edam:format_1929` with its prefix replaced; other text as it is. */
export function expand(name: string, namespaces: Namespaces): string {
  const colon = name.indexOf(':');
  if (colon <= 0 || name.startsWith('//', colon + 1)) return name;
  const space = Object.hasOwn(namespaces, name.slice(0, colon)) ? namespaces[name.slice(0, colon)] : undefined;
  return space === undefined ? name : space + name.slice(colon + 1);
}

/** Whether a field name is of another namespace than CWL's. */
export function isForeign(name: string): boolean {
  return name.includes(':');
}
