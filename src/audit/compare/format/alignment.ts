import type { Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { lines } from '../lines.ts';
import { partOf } from '../part.ts';
import { gunzip } from './packed.ts';
import { byteReader } from './byte-reader.ts';

/** Lines of the header that say which programs made the file. */
const howMade = /^@(?:PG|CO)\t/;

/** BAM (SAM specification §4.2): header, reference sequences and records, whatever the blocks that they are packed in. */
export async function* readBam(content: Readable): AsyncGenerator<Item> {
  const bytes = byteReader(gunzip(content.open()));
  const magic = await bytes.take(4);
  if (!magic?.equals(Buffer.from('BAM\x01', 'latin1'))) throw new Error('no BAM header');
  const header = (await bytes.need((await bytes.need(4)).readInt32LE())).toString('utf8').replace(/\0+$/, '');
  for (const [index, line] of header.split('\n').entries()) yield headerItem(line, index + 1);
  const names: string[] = [];
  for (let left = (await bytes.need(4)).readInt32LE(); left > 0; left--) {
    const name = (await bytes.need((await bytes.need(4)).readInt32LE())).toString('latin1').replace(/\0$/, '');
    names.push(name);
    const length = (await bytes.need(4)).readInt32LE();
    yield { place: () => `reference ${name}`, value: `${name} of ${length}` };
  }
  for (let record = 1; ; record++) {
    const size = await bytes.take(4);
    if (!size) return;
    yield* bamRecord(await bytes.need(size.readInt32LE()), record, names);
  }
}

/** The fields of a record; what follows the name (CIGAR, bases, qualities, tags) as bytes. */
function* bamRecord(bytes: Buffer, record: number, names: readonly string[]): Generator<Item> {
  const end = 32 + (bytes[8] ?? 0);
  const name = bytes.toString('latin1', 32, end - 1);
  const reference = (at: number) => names[bytes.readInt32LE(at)] ?? '*';
  const fields: readonly (readonly [string, string | number])[] = [
    ['name', name],
    ['flags', bytes.readUInt16LE(14)],
    ['reference', reference(0)],
    ['position', bytes.readInt32LE(4) + 1],
    ['mapping quality', bytes[9] ?? 0],
    ['reference of the mate', reference(20)],
    ['position of the mate', bytes.readInt32LE(24) + 1],
    ['template length', bytes.readInt32LE(28)],
  ];
  for (const [field, value] of fields) yield { place: () => `record ${record} (${name}), ${field}`, name: field, value };
  yield { place: () => `record ${record} (${name}), CIGAR, bases, qualities or tags`, value: bytes.subarray(end) };
}

/** SAM: header, and the fields of each record. */
export async function* readSam(content: Readable): AsyncGenerator<Item> {
  let [number, record] = [0, 0];
  for await (const { text } of lines(content)) {
    number += 1;
    if (text.startsWith('@') && record === 0) {
      yield headerItem(text, number);
      continue;
    }
    const at = (record += 1);
    const fields = text.split('\t');
    for (const [index, field] of fields.entries())
      yield partOf(field, () => `record ${at} (${fields[0] ?? ''}), field ${index + 1}`);
    yield { place: () => `record ${at}`, value: `${fields.length} fields` };
  }
}

function headerItem(line: string, number: number): Item {
  if (howMade.test(line)) return { aside: 'programs that made the file', value: line };
  return { place: (column = 0) => `header, line ${number}, column ${column + 1}`, value: line, free: true };
}
