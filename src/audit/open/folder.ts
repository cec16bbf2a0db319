import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { createTally, type Content, type CrateEntry } from './content.ts';
import { damage, refusal } from './fault.ts';
import { pathOfName } from './names.ts';

/**
 * A folder as a crate. Links to files within it stand for the files. Throws CRATE_UNSAFE_ENTRY for links that lead elsewhere
 * and for what is neither file nor folder, and CRATE_UNSAFE_NAME.
 */
export async function openFolder(source: string): Promise<Content> {
  const top = await realpath(source);
  const entries = new Map<string, CrateEntry>();
  const folders = new Set<string>();
  const places = new Map<string, string>();
  const tally = createTally(source);

  async function walk(folder: string): Promise<void> {
    for (const item of await readdir(join(top, folder), { withFileTypes: true })) {
      const path = pathOfName(folder === '' ? item.name : `${folder}/${item.name}`);
      if (item.isDirectory()) {
        tally.count(0);
        folders.add(path);
        await walk(path);
        continue;
      }
      const place = item.isSymbolicLink() ? await targetOf(top, path) : join(top, path);
      const { size, ...found } = await stat(place);
      if (!item.isSymbolicLink() && !item.isFile()) throw unsafe(path, 'is neither a file nor a folder');
      if (!isFile(found.mode)) throw unsafe(path, 'is a link to something that is no file');
      tally.count(size);
      entries.set(path, { path, size });
      places.set(path, place);
    }
  }

  try {
    await walk('');
  } catch (thrown) {
    throw damage(source, thrown);
  }
  return { entries, folders, stream: (path) => streamOf(places.get(path)!, path), close: () => Promise.resolve() };
}

/** Where a link within the folder leads. Throws CRATE_UNSAFE_ENTRY. */
async function targetOf(top: string, path: string): Promise<string> {
  const target = await realpath(join(top, path)).catch(() => undefined);
  if (target === undefined) throw unsafe(path, 'is a link that leads nowhere');
  if (!target.startsWith(top + sep)) throw unsafe(path, 'is a link that leads out of the crate');
  return target;
}

/** Follows no link, and does not wait for a pipe that took the place of the file. */
async function streamOf(place: string, path: string): Promise<Readable> {
  try {
    const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file.createReadStream();
    await file.close();
  } catch (thrown) {
    throw damage(path, thrown);
  }
  throw unsafe(path, 'is no file any more');
}

function isFile(mode: number): boolean {
  return (mode & constants.S_IFMT) === constants.S_IFREG;
}

function unsafe(path: string, why: string) {
  return refusal('CRATE_UNSAFE_ENTRY', path, why);
}
