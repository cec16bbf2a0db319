/** A number as it is written in tables: no leading zeros, so that `007` stays a name. */
const decimal = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** The number that a text is, exactly if it is whole; undefined for other text. */
export function numberIn(text: string): number | bigint | undefined {
  if (text.length > 400 || !decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^[+-]?\d+$/.test(text) ? BigInt(text) : value;
}
