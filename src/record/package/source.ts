import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** One file of a package: its path with `/` between names, and its bytes: a `file:` URI or the text itself. */
export interface PackageFile {
  readonly path: string;
  readonly from: string | { readonly text: string };
}

/** Whether the path names a folder, which then is empty. */
export function isFolder(file: PackageFile): boolean {
  return file.path.endsWith('/');
}

/** Files up to this size are read at once: for small ones a stream costs more than the bytes. */
const small = 64 * 1024;

/** The bytes of a file: whole when there are few, else as a stream. */
export function bytesOf({ from }: PackageFile): Buffer | Readable {
  if (typeof from !== 'string') return Buffer.from(from.text);
  const path = fileURLToPath(from);
  return statSync(path).size <= small ? readFileSync(path) : createReadStream(path);
}
