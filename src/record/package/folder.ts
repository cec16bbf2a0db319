import { constants } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFolder, type PackageFile } from './source.ts';

/** Writes a package as a folder. */
export async function writeFolder(target: string, files: readonly PackageFile[], signal?: AbortSignal): Promise<void> {
  // Not recursive: in a place such as /proc, Node would try for ever.
  await mkdir(target);
  const made = new Set([target]);
  for (const file of files) {
    signal?.throwIfAborted();
    const path = join(target, file.path);
    const folder = isFolder(file) ? path : dirname(path);
    if (!made.has(folder)) await mkdir(folder, { recursive: true });
    made.add(folder);
    if (!isFolder(file)) await writeOne(path, file);
  }
}

async function writeOne(path: string, { from }: PackageFile): Promise<void> {
  // A clone costs nothing where the file system can make one, and is a copy elsewhere.
  if (typeof from === 'string') await copyFile(fileURLToPath(from), path, constants.COPYFILE_FICLONE);
  else await writeFile(path, from.text);
}
