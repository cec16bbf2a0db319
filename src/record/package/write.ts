import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CrateRunError, messageOf } from '../../base/error.ts';
import { writeFolder } from './folder.ts';
import type { PackageFile } from './source.ts';
import { writeZip } from './zip.ts';

/** Name of the metadata file; it is the first entry of every package. */
export const metadataFile = 'ro-crate-metadata.json';

/**
 * Writes the files of a crate as a ZIP when the target ends in `.zip`, else as a folder, which must be new or empty.
 * The target appears whole or not at all. Equal input gives equal bytes. Throws CRATE_WRITE.
 */
export async function writeCrate(target: string, files: readonly PackageFile[], signal?: AbortSignal): Promise<void> {
  const path = resolve(target);
  const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
  try {
    files.forEach(demandInside);
    demandFolder(dirname(path));
    const write = path.endsWith('.zip') ? writeZip : writeFolder;
    if (write === writeFolder) await demandEmpty(path);
    await write(partial, inOrder(files), signal);
    signal?.throwIfAborted();
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw new CrateRunError('CRATE_WRITE', `The crate ${target} cannot be written: ${messageOf(cause)}.`, { cause });
  }
}

/** Names of files come from documents and logs, which may come from anyone. */
function demandInside({ path }: PackageFile): void {
  const names = path.replace(/\/$/, '').split('/');
  if (names.some((name) => /^\.{0,2}$|\0/.test(name))) throw new Error(`the name ${JSON.stringify(path)} leads out of it`);
}

function demandFolder(folder: string): void {
  if (!existsSync(folder)) throw new Error(`the folder ${folder} does not exist`);
}

async function demandEmpty(folder: string): Promise<void> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (names.length > 0) throw new Error('the folder is not empty');
}

/** The metadata file, then the rest by name: the order of a ZIP is part of its bytes. */
function inOrder(files: readonly PackageFile[]): readonly PackageFile[] {
  const rank = (file: PackageFile) => (file.path === metadataFile ? '' : file.path);
  return files.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
