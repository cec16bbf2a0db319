import type { Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { lines } from '../lines.ts';

/** Plain text and logs: its lines. */
export async function* readText(content: Readable): AsyncGenerator<Item> {
  let number = 0;
  let end: string = '\n';
  for await (const { text, ended } of lines(content)) {
    number += 1;
    end = ended;
    const at = number;
    const kept = text.trimEnd();
    if (kept.length < text.length) yield { aside: 'space at the end of lines', value: `${at}:${text.slice(kept.length)}` };
    if (ended === '\r\n') yield { aside: 'ends of lines', value: `${at}: CR LF` };
    yield { place: (column = 0) => `line ${at}, column ${column + 1}`, value: kept, free: true };
  }
  if (end === '') yield { aside: 'newline at the end', value: 'none' };
}
