import type { Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { lines } from '../lines.ts';
import { partOf } from '../part.ts';

/** Lines of the header that say when and by what command a file was made. */
const howMade = /^##(?:fileDate|source|[\w.-]*command(?:line)?[\w.-]*)\b/i;
const fixed = ['CHROM', 'POS', 'ID', 'REF', 'ALT', 'QUAL', 'FILTER', 'INFO', 'FORMAT'];

/** VCF: what the header declares, and the fields of each record, those of INFO in the order of their keys. */
export async function* readVcf(content: Readable): AsyncGenerator<Item> {
  let [number, record] = [0, 0];
  let columns: readonly string[] = fixed;
  for await (const { text } of lines(content)) {
    number += 1;
    const at = number;
    if (howMade.test(text)) yield { aside: 'how and when the file was made', value: text };
    else if (text.startsWith('#')) yield { place: (column = 0) => `line ${at}, column ${column + 1}`, value: text, free: true };
    else if (text !== '') yield* recordItems(text.split('\t'), (record += 1), columns);
    if (text.startsWith('#CHROM')) columns = text.slice(1).split('\t');
  }
}

function* recordItems(fields: readonly string[], record: number, columns: readonly string[]): Generator<Item> {
  const where = `record ${record} (${fields[0] ?? ''}:${fields[1] ?? ''})`;
  for (const [index, field] of fields.entries()) {
    const column = columns[index] ?? String(index + 1);
    if (column !== 'INFO') yield partOf(field, () => `${where}, ${column}`, { name: column });
    else
      yield* field
        .split(';')
        .sort()
        .flatMap((entry) => infoItems(entry, where));
  }
  yield { place: () => where, value: `${fields.length} fields` };
}

/** One entry of INFO: a key, or a key and its values. */
function infoItems(entry: string, where: string): readonly Item[] {
  const [key = '', values] = entry.split(/=(.*)/s);
  const [place, name] = [() => `${where}, INFO ${key}`, `INFO/${key}`];
  return [{ place, name, value: key }, ...(values?.split(',').map((value) => partOf(value, place, { name })) ?? [])];
}
