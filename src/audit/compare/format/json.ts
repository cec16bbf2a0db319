import { readJson, type Json } from '../../../base/json.ts';
import { readAll, type Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { lines } from '../lines.ts';

/** JSON: every value under its JSON pointer; spacing and the order of keys are layout. */
export async function* readJsonText(content: Readable): AsyncGenerator<Item> {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await readAll(content));
  yield* valueItems(readJson(text), '');
}

/** JSON lines: one value a line. */
export async function* readJsonLines(content: Readable): AsyncGenerator<Item> {
  let number = 0;
  for await (const { text } of lines(content)) {
    number += 1;
    if (text.trim() !== '') yield* valueItems(readJson(text), '', `line ${number}, `);
  }
}

/** The values of a tree in the order of their keys. */
export function* valueItems(value: Json | undefined, pointer: string, before = ''): Generator<Item> {
  const place = () => `${before}${pointer === '' ? 'the whole' : pointer}`;
  const part = { place, name: pointer };
  if (typeof value === 'number' || typeof value === 'bigint') yield { ...part, value };
  else if (typeof value === 'string') yield { ...part, value: `"${value}"` };
  else if (typeof value !== 'object' || value === null) yield { ...part, value: String(value) };
  else {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    const list = Array.isArray(value);
    if (!list) members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    yield { ...part, value: list ? `array of ${members.length}` : 'object' };
    for (const [key, member] of members) {
      const inner = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!list) yield { place: () => `${before}${inner}`, name: inner, value: `key ${key}` };
      yield* valueItems(member, inner, before);
    }
    // Of two places the longer one is shown: that of the key that the other object lacks.
    if (!list) yield { ...part, place: () => '', value: 'end of object' };
  }
}
