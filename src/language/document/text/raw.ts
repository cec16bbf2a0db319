/** What YAML or JSON text says before CWL gives it a meaning. Maps and lists know their places (`spanOf`). */
export type Raw = null | boolean | number | bigint | string | Raw[] | RawMap;
export interface RawMap {
  [key: string]: Raw;
}

export function isRawMap(value: Raw | undefined): value is RawMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a member even when its name means something to JavaScript (`__proto__`). */
export function setMember(map: RawMap, key: string, value: Raw): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
  else map[key] = value;
}

/** The value in the words of a message: `number 5`, `string "x"`, `a list`. */
export function describe(value: Raw): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return `string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (typeof value === 'boolean') return `boolean ${value}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `number ${value}`;
  return Array.isArray(value) ? 'a list' : 'a mapping';
}
