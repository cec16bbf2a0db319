import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in the secret, and nowhere else. */
export const secret = 'the canary sings at dawn 7f3a9c';

/** Makes a folder whose files nothing may read or change. */
export function makeCanary(folder: string): void {
  mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), `${secret}\n`);
  writeFileSync(join(folder, 'deep', 'deeper', 'secret.txt'), `${secret}\n`);
  symlinkSync('secret.txt', join(folder, 'link.txt'));
}

/** Everything about a tree that a change would change, one line for each entry. */
export function portraitOf(folder: string): string {
  return entriesOf(folder)
    .map((path) => {
      const { mode, size, mtimeMs, uid, gid } = lstatSync(path);
      return [path, mode, size, mtimeMs, uid, gid, contentOf(path)].join(' ');
    })
    .sort()
    .join('\n');
}

/** Files below a folder, which need not be there, in which the secret stands. */
export function tellTales(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return entriesOf(folder).filter((path) => lstatSync(path).isFile() && readFileSync(path).includes(secret));
}

function contentOf(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return readlinkSync(path);
  return stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
}

function entriesOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...entriesOf(path)] : [path];
  });
}
