import { lines } from '../lines.ts';
import type { Readable } from '../content.ts';
import type { Item } from '../item.ts';

/** How many letters of a sequence are compared at once. */
const piece = 1 << 16;

/** FASTA: headers, and sequences however they are wrapped. */
export async function* readFasta(content: Readable): AsyncGenerator<Item> {
  let [record, name, letters, done] = [0, '', '', 0];
  const cut = function* (least: number): Generator<Item> {
    while (letters.length >= least && letters !== '') {
      const [at, from] = [record, done];
      const part = letters.slice(0, piece);
      const title = name;
      yield { place: (offset = 0) => `record ${at} (${title}), letter ${from + offset + 1}`, value: part };
      letters = letters.slice(piece);
      done += part.length;
    }
  };
  for await (const { text } of lines(content)) {
    if (!text.startsWith('>')) {
      letters += text.trim();
      yield* cut(piece);
      continue;
    }
    yield* cut(0);
    record += 1;
    [name, done] = [text.slice(1).split(/\s/, 1)[0] ?? '', 0];
    const at = record;
    yield { place: () => `record ${at}, header`, value: text.trimEnd() };
  }
  yield* cut(0);
}

const fastqLines = ['header', 'sequence', 'separator', 'quality'] as const;

/** FASTQ: the four lines of each record. */
export async function* readFastq(content: Readable): AsyncGenerator<Item> {
  let number = 0;
  let name = '';
  for await (const { text } of lines(content)) {
    const kind = fastqLines[number % 4];
    const record = Math.floor(number / 4) + 1;
    if (kind === 'header') name = text.slice(1).split(/\s/, 1)[0] ?? '';
    const title = name;
    yield { place: (offset = 0) => `record ${record} (${title}), ${kind} ${offset + 1}`, value: text };
    number += 1;
  }
}
