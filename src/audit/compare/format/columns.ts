import type { Json } from '../../../base/json.ts';
import { readAll, type Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { valueItems } from './json.ts';

/** How many rows are decoded at once. */
const rowsAtOnce = 10_000;

/** Parquet: columns with their types, then the values row by row. Row groups, encodings and compression are layout. */
export async function* readParquet(content: Readable): AsyncGenerator<Item> {
  const { parquetMetadata, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const bytes = await readAll(content);
  const file = Uint8Array.from(bytes).buffer;
  const metadata = parquetMetadata(file);
  for (const { element } of parquetSchema(metadata).children) {
    const { name, type, repetition_type, converted_type } = element;
    yield { place: () => `column ${name}`, value: [name, type, repetition_type, converted_type].filter(Boolean).join(' ') };
  }
  const rows = Number(metadata.num_rows);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const some = await parquetReadObjects({
      file,
      metadata,
      compressors,
      rowStart: from,
      rowEnd: Math.min(rows, from + rowsAtOnce),
    });
    for (const [index, row] of some.entries()) yield* rowItems(row, from + index + 1);
  }
  yield { place: () => 'size', value: `${rows} rows` };
}

function* rowItems(row: Readonly<Record<string, unknown>>, number: number): Generator<Item> {
  for (const [column, value] of Object.entries(row)) {
    for (const item of valueItems(jsonOf(value), '')) {
      if ('aside' in item) continue;
      const within = item.place();
      const place = () => `row ${number}, column ${column}${within.startsWith('/') ? within : ''}`;
      yield { place, name: column, value: item.value };
    }
  }
}

/** Dates and bytes as texts. */
function jsonOf(value: unknown): Json {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, jsonOf(member)]));
}
