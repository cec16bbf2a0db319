import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PackageFile } from './source.ts';

/** Reads parts of the files of a package by their path. */
export function partReader(files: readonly PackageFile[]) {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return async (path: string, limit: number, part: 'head' | 'tail') => {
    const file = byPath.get(path);
    return file && readPart(file, limit, part);
  };
}

/** At most `limit` bytes at the beginning or the end of a file of a package, and its size; undefined when it cannot be read. */
async function readPart(
  { from }: PackageFile,
  limit: number,
  part: 'head' | 'tail',
): Promise<{ readonly head: Uint8Array; readonly size: number } | undefined> {
  if (typeof from !== 'string') {
    const text = Buffer.from(from.text);
    return { head: part === 'head' ? text.subarray(0, limit) : text.subarray(-limit), size: text.length };
  }
  try {
    const file = await open(fileURLToPath(from));
    try {
      const { size } = await file.stat();
      const start = part === 'head' ? 0 : Math.max(0, size - limit);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(limit, size)), 0, Math.min(limit, size), start);
      return { head: buffer.subarray(0, bytesRead), size };
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
