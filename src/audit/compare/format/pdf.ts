import { inflateSync } from 'node:zlib';
import { readAll, type Readable } from '../content.ts';
import type { Item } from '../item.ts';

/** Entries of dictionaries that say when, by what and under which name a document was made. */
const howMade =
  /\/(?:CreationDate|ModDate|LastModified)\s*(?:\((?:[^()\\]|\\.)*\)|<[\da-fA-F\s]*>)|\/(?:Producer|Creator)\s*\((?:[^()\\]|\\.)*\)|\/ID\s*\[[^\]]*\]/g;
const most = 1 << 28;

/**
 * PDF: its objects by number, their streams unpacked. Where objects lie in the file is layout; so is how long packed streams
 * are. Encrypted documents are compared by their bytes.
 */
export async function* readPdf(content: Readable): AsyncGenerator<Item> {
  const bytes = await readAll(content);
  const text = bytes.toString('latin1');
  if (/\/Encrypt\b/.test(text)) throw new Error('it is encrypted');
  for (const match of text.matchAll(/(?:^|[\r\n])\s*(\d+)\s+(\d+)\s+obj\b/g)) {
    const [, number = ''] = match;
    const start = match.index + match[0].length;
    const end = text.indexOf('endobj', start);
    yield* objectItems(text.slice(start, end < 0 ? undefined : end), bytes, start, `object ${number}`);
  }
  // What the last trailer says of the whole, without where things lie.
  const trailer = text.slice(text.lastIndexOf('trailer'));
  if (trailer.startsWith('trailer')) yield* dictionaryItems(trailer.slice(0, trailer.indexOf('startxref')), 'trailer');
}

function* objectItems(body: string, bytes: Buffer, start: number, name: string): Generator<Item> {
  const at = body.search(/stream\r?\n/);
  if (at < 0) {
    yield* dictionaryItems(body, name);
    return;
  }
  const dictionary = body.slice(0, at);
  yield* dictionaryItems(dictionary.replace(/\/Length\s+\d+(?:\s+\d+\s+R)?/, ''), name);
  const from = start + at + (body[at + 6] === '\r' ? 8 : 7);
  const stop = bytes.indexOf('endstream', from, 'latin1');
  const data = unpacked(bytes.subarray(from, stop < 0 ? undefined : stop), dictionary);
  if (/\/Type\s*\/XRef\b/.test(dictionary)) return;
  if (/\/Type\s*\/Metadata\b/.test(dictionary)) {
    for (const [index, line] of data.toString('utf8').split(/\r?\n/).entries())
      yield {
        place: (column = 0) => `${name}, metadata line ${index + 1}, column ${column + 1}`,
        value: line.trim(),
        free: true,
      };
  } else yield { place: (offset = 0) => `${name}, byte ${offset + 1} of the stream`, value: data };
}

function* dictionaryItems(text: string, name: string): Generator<Item> {
  for (const [found] of text.matchAll(howMade)) yield { aside: 'how and when the document was made', value: found };
  yield { place: (column = 0) => `${name}, letter ${column + 1}`, value: text.replace(howMade, '').replace(/\s+/g, ' ').trim() };
}

/** A stream as it is without Flate; other filters are left on. */
function unpacked(data: Buffer, dictionary: string): Buffer {
  if (!/\/Filter\s*(?:\[\s*)?\/FlateDecode\s*(?:\]|\/|>)/.test(dictionary)) return data;
  return inflateSync(data, { maxOutputLength: most });
}
