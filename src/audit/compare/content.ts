import { createReadStream, readFileSync } from 'node:fs';

/** A file to be compared, wherever it lies: in a folder, in an archive, or only in what a crate says of it. */
export interface Content {
  /** What it is called; its end may tell the format. */
  readonly name: string;
  /** Media types and format IRIs that were recorded for it. */
  readonly formats?: readonly string[];
  /** In bytes. */
  readonly size?: number | undefined;
  /** Recorded digests in lower-case hexadecimal digits, by the algorithm (`sha256`, `sha1`, …). */
  readonly digests?: Readonly<Record<string, string>>;
  /** Its bytes from the beginning, each time anew; absent when only what was recorded is known. */
  readonly open?: () => AsyncIterable<Uint8Array>;
}

/** A content with bytes. */
export type Readable = Content & Required<Pick<Content, 'open'>>;

/** Thrown when a file cannot be looked into, though nothing is wrong with it: too large, no decoder. */
export class Undecided extends Error {}

/** Files up to this size are read at once: a stream costs more than the reading. */
const smallFile = 1 << 20;

/** A file of this machine. */
export function fileContent(path: string, size: number, name = path): Readable {
  const open = (): AsyncIterable<Uint8Array> =>
    size <= smallFile
      ? once(() => readFileSync(path))
      : (createReadStream(path, { highWaterMark: smallFile }) as AsyncIterable<Buffer>);
  return { name, size, open };
}

/** Bytes that are at hand. */
export function bytesContent(name: string, bytes: Uint8Array, more: Partial<Content> = {}): Readable {
  return { ...more, name, size: bytes.length, open: () => once(() => bytes) };
}

async function* once(read: () => Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(read());
}

/** The first `count` bytes, or all if there are fewer. */
export async function head(content: Readable, count: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content.open()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

/** All bytes. Throws Undecided when there are more than `limit`. */
export async function readAll(content: Readable, limit = 1 << 28): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content.open()) {
    size += chunk.length;
    if (size > limit) throw new Undecided(`files of this format are read whole, and this has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
