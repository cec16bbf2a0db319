import type { Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { lines } from '../lines.ts';
import { numberIn } from '../number.ts';
import { partOf } from '../part.ts';

/** CSV and TSV: comments as text, then cells under the names of their columns. Quoting and line ends are layout. */
export async function* readTable(content: Readable): AsyncGenerator<Item> {
  let number = 0;
  let begun = 0;
  let record = '';
  let separator: string | undefined;
  let header: readonly string[] | undefined;
  for await (const { text } of lines(content)) {
    number += 1;
    if (record === '' && text.startsWith('#')) {
      const at = number;
      yield { place: (column = 0) => `line ${at}, column ${column + 1}`, value: text.trimEnd(), free: true };
      continue;
    }
    if (record === '') begun = number;
    record = record === '' ? text : `${record}\n${text}`;
    separator ??= separatorOf(content.name, text);
    if (separator !== '\t' && isOpen(record)) continue;
    const cells = cellsOf(record, separator);
    header ??= namesIn(cells);
    yield* rowItems(cells, begun, header);
    record = '';
  }
  if (record !== '') yield* rowItems(cellsOf(record, separator ?? ','), begun, header ?? []);
}

function* rowItems(cells: readonly string[], line: number, header: readonly string[]): Generator<Item> {
  for (const [index, cell] of cells.entries()) {
    const column = header[index] ?? String(index + 1);
    yield partOf(cell, () => `line ${line}, column ${column}`, { name: column });
  }
  // The number of cells has to be the same as well.
  yield { place: () => `line ${line}`, value: `${cells.length} cells` };
}

/** The names of the columns, if the first row has names only. */
function namesIn(cells: readonly string[]): readonly string[] {
  return cells.some((cell) => cell === '' || numberIn(cell) !== undefined) ? [] : cells;
}

function separatorOf(name: string, line: string): string {
  if (/\.(tsv|tab)$/i.test(name)) return '\t';
  const counts = ['\t', ',', ';'].map((candidate) => [candidate, line.split(candidate).length] as const);
  return counts.reduce((best, candidate) => (candidate[1] > best[1] ? candidate : best))[0];
}

/** Whether a quoted cell of the record goes on in the next line; a record may not grow without bounds. */
function isOpen(record: string): boolean {
  return record.length < 1 << 20 && (record.split('"').length - 1) % 2 === 1;
}

/** RFC 4180: a quote within a quoted cell is doubled. */
function cellsOf(record: string, separator: string): readonly string[] {
  if (separator === '\t' || !record.includes('"')) return record.split(separator);
  const cells: string[] = [];
  for (let at = 0; at <= record.length;) {
    const quoted = record[at] === '"';
    let end = quoted ? record.indexOf('"', at + 1) : record.indexOf(separator, at);
    while (quoted && end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
    if (end < 0) end = record.length;
    const stop = quoted ? record.indexOf(separator, end) : end;
    const after = stop < 0 ? record.length : stop;
    // What stands between the closing quote and the separator is kept: it would be wrong to overlook it.
    cells.push(quoted ? record.slice(at + 1, end).replaceAll('""', '"') + record.slice(end + 1, after) : record.slice(at, end));
    at = after + 1;
  }
  return cells;
}
