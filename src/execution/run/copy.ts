import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, realpath, stat, symlink } from 'node:fs/promises';
import { isWithin } from '../data/listing.ts';

/**
 * Copies a file or a whole folder; copies can be written to by their owner. Links that stay inside `source` become
 * what they point at. Links that lead out of it, or back to a folder they stand in, stay links: nothing outside is
 * read, and no loop is possible. Sockets, pipes and devices are left out.
 */
export async function copyTree(source: string, target: string): Promise<void> {
  const root = await realpath(source);
  await copyItem(root, target, root, []);
}

async function copyItem(source: string, target: string, root: string, above: readonly string[]): Promise<void> {
  const found = await lstat(source);
  if (found.isFile()) {
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    if (!(found.mode & 0o200)) await chmod(target, (found.mode & 0o777) | 0o200);
  } else if (found.isDirectory()) {
    await mkdir(target, { mode: (found.mode & 0o777) | 0o700 });
    for (const name of await readdir(source)) await copyItem(`${source}/${name}`, `${target}/${name}`, root, [...above, source]);
  } else if (found.isSymbolicLink()) {
    const real = await realpath(source).catch(() => undefined);
    if (real === undefined) return;
    const leadsBack = (await stat(real)).isDirectory() && above.some((folder) => isWithin(folder, real));
    if (isWithin(real, root) && !leadsBack) await copyItem(real, target, root, above);
    else await symlink(real, target);
  }
}
