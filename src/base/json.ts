/** A JSON value; integers that a double cannot hold exactly are bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Reads JSON text without losing digits of large integers. Throws SyntaxError. */
export function readJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  if (!/\d{16}/.test(text)) return value;
  // JSON.parse rounds long integers, so they pass through it as marked strings.
  const marked = text.replace(longIntegers, (token) => (token.startsWith('"') ? token : `"${mark}${token}"`));
  return marked.length === text.length ? value : (JSON.parse(marked, unmark) as Json);
}

const mark = '\u{f0000}';

/** Strings, so that the digits within them are passed over, and whole numbers of sixteen digits or more. */
const longIntegers = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

function unmark(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith(mark)) return value;
  const exact = BigInt(value.slice(mark.length));
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
}

/** How `writeJson` lays text out. */
export interface JsonLayout {
  /** Between items and between members. */
  readonly comma: string;
  /** Between a name and its value. */
  readonly colon: string;
  readonly sortKeys: boolean;
  /** Whether characters beyond ASCII are written as `\uXXXX`. */
  readonly ascii: boolean;
}

const compact: JsonLayout = { comma: ',', colon: ':', sortKeys: false, ascii: false };

/** The layout of Python's `json.dumps(sort_keys=True)`, which CWL runners share for values inside strings. */
export const pythonLayout: JsonLayout = { comma: ', ', colon: ': ', sortKeys: true, ascii: true };

/** Writes JSON text; bigint values are written digit by digit and numbers never in exponent form when they are whole. */
export function writeJson(value: Json | undefined, layout: JsonLayout = compact): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return writeString(value, layout);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeJson(item, layout)).join(layout.comma)}]`;
  const members = Object.entries(value as Record<string, Json | undefined>).filter(([, member]) => member !== undefined);
  if (layout.sortKeys) members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => writeString(key, layout) + layout.colon + writeJson(member, layout)).join(layout.comma)}}`;
}

function writeString(value: string, { ascii }: JsonLayout): string {
  const text = JSON.stringify(value);
  return ascii ? text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : text;
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
