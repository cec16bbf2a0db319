import { parseDocument } from 'yaml';

/** A JSON value; integers that a double cannot hold exactly are bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Reads JSON text without losing digits of large integers. Throws SyntaxError. */
export function readJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  // JSON.parse has already proved the syntax; only long runs of digits need the exact reader.
  return /\d{16}/.test(text) ? (parseDocument(text, { intAsBigInt: true }).toJS({ reviver: narrow }) as Json) : value;
}

function narrow(_key: unknown, value: unknown): unknown {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** How `writeJson` lays text out. */
export interface JsonLayout {
  /** Between items and between members. */
  readonly comma: string;
  /** Between a name and its value. */
  readonly colon: string;
  readonly sortKeys: boolean;
}

const compact: JsonLayout = { comma: ',', colon: ':', sortKeys: false };

/** The layout of Python's `json.dumps(sort_keys=True)`, which CWL runners share for values inside strings. */
export const pythonLayout: JsonLayout = { comma: ', ', colon: ': ', sortKeys: true };

/** Writes JSON text; bigint values are written digit by digit and numbers never in exponent form when they are whole. */
export function writeJson(value: Json | undefined, layout: JsonLayout = compact): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeJson(item, layout)).join(layout.comma)}]`;
  const members = Object.entries(value as Record<string, Json | undefined>).filter(([, member]) => member !== undefined);
  if (layout.sortKeys) members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => JSON.stringify(key) + layout.colon + writeJson(member, layout)).join(layout.comma)}}`;
}

/** A number as decimal text without exponent, as CWL's string interpolation wants it. */
export function writeNumber(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return Number.isFinite(value) ? text : 'null';
  const [, sign = '', lead = '', fraction = '', power] = match;
  const shift = Number(power);
  const digits = lead + fraction;
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}`;
  return `${sign}${digits.padEnd(shift + 1, '0')}`;
}
