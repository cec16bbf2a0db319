/** Prefixes and the IRIs they stand for (`$namespaces`). */
export type Namespaces = Readonly<Record<string, string>>;

/** `edam:format_1929` with its prefix replaced; other text as it is. */
export function expand(name: string, namespaces: Namespaces): string {
  const colon = name.indexOf(':');
  if (colon <= 0 || name.startsWith('//', colon + 1)) return name;
  const prefix = name.slice(0, colon);
  return Object.hasOwn(namespaces, prefix) ? namespaces[prefix] + name.slice(colon + 1) : name;
}

/** Whether a field name is of another namespace than CWL's. */
export function isForeign(name: string): boolean {
  return name.includes(':');
}
