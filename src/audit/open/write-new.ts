import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file that is not there yet: nothing is replaced, and no link is followed. */
export async function writeNew(path: string, bytes: Readable): Promise<void> {
  await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o644 }));
}
