import { createReadStream, createWriteStream, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { faultOf } from './fault.ts';

/** A text that must not be read, and what to put in its place. */
export interface Replacement {
  readonly text: string;
  readonly placeholder: string;
}

/** Whether a file holds one of the texts. Throws DATA_NOT_FOUND when it cannot be read. */
export async function holdsAny(path: string, replacements: readonly Replacement[]): Promise<boolean> {
  const wanted = replacements.map(({ text }) => Buffer.from(text));
  const overlap = Math.max(0, ...wanted.map((bytes) => bytes.length)) - 1;
  let before = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
      const bytes = Buffer.concat([before, chunk]);
      if (wanted.some((text) => bytes.includes(text))) return true;
      before = bytes.subarray(Math.max(0, bytes.length - overlap));
    }
  } catch (thrown) {
    throw faultOf('DATA_NOT_FOUND', 'read', path, thrown);
  }
  return false;
}

/** Replaces the texts in a file, if it holds any; gives whether it did. Throws DATA_NOT_FOUND and DATA_WRITE. */
export async function redactFile(path: string, replacements: readonly Replacement[]): Promise<boolean> {
  if (replacements.length === 0 || !(await holdsAny(path, replacements))) return false;
  const partial = `${path}.redacted`;
  try {
    await pipeline(
      createReadStream(path),
      (chunks: AsyncIterable<Buffer>) => redacted(chunks, replacements),
      createWriteStream(partial),
    );
    renameSync(partial, path);
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'write', path, thrown);
  }
  return true;
}

/** Bytes are handled as Latin-1 text, in which every byte is one character whatever it means. */
async function* redacted(chunks: AsyncIterable<Buffer>, replacements: readonly Replacement[]): AsyncGenerator<Buffer> {
  const wanted = new Map(replacements.map(({ text, placeholder }) => [Buffer.from(text).toString('latin1'), placeholder]));
  const pattern = new RegExp(
    Array.from(wanted.keys(), (text) => text.replace(/[^\w]/g, (sign) => `\\x${hex(sign)}`)).join('|'),
    'g',
  );
  const longest = Math.max(...Array.from(wanted.keys(), (text) => text.length));
  let rest = '';
  for await (const chunk of chunks) {
    rest += chunk.toString('latin1');
    let end = Math.max(0, rest.length - longest + 1);
    // What begins before the end may go on behind it.
    for (const { index, 0: found } of rest.matchAll(pattern)) if (index < end) end = Math.max(end, index + found.length);
    yield replace(rest.slice(0, end), pattern, wanted);
    rest = rest.slice(end);
  }
  yield replace(rest, pattern, wanted);
}

function replace(text: string, pattern: RegExp, wanted: ReadonlyMap<string, string>): Buffer {
  return Buffer.from(
    text.replace(pattern, (found) => wanted.get(found) ?? ''),
    'latin1',
  );
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(2, '0');
}
