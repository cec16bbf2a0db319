import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { newExtract, type Header } from '../../base/tar.ts';
import { createTally, type Content } from './content.ts';
import { damage, refusal } from './fault.ts';
import { openFolder } from './folder.ts';
import { createNames } from './names.ts';
import { writeNew } from './write-new.ts';

/** A tar file, perhaps compressed by gzip, as a crate: it can only be read in order, so it is unpacked to a folder of its own. */
export async function openTar(source: string, { gzip }: { readonly gzip: boolean }): Promise<Content> {
  const folder = await mkdtemp(join(tmpdir(), 'crate-run-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await unpack(source, gzip, folder);
    return { ...(await openFolder(folder)), close: remove };
  } catch (thrown) {
    await remove();
    throw damage(source, thrown);
  }
}

async function unpack(source: string, gzip: boolean, folder: string): Promise<void> {
  const { size: packed } = await stat(source);
  const names = createNames();
  const tally = createTally(source, packed);
  const extract = await newExtract();
  // What the archive says of its entries does not count here, only the bytes that come.
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        tally.grow(chunk.length);
        done(null, chunk);
      } catch (thrown) {
        done(thrown as Error);
      }
    },
  });
  const flowing = pipeline([createReadStream(source), ...(gzip ? [createGunzip()] : []), count, extract]);
  // An entry that is cut off neither ends nor fails by itself.
  const cutOff = flowing.then(() => new Promise<never>(() => undefined));
  cutOff.catch(() => undefined);
  for await (const entry of extract) {
    const kind = kindOf(entry.header);
    const path = names.add(entry.header.name, kind);
    tally.count(0);
    const place = join(folder, path);
    await mkdir(kind === 'folder' ? place : dirname(place), { recursive: true });
    if (kind === 'file') await Promise.race([writeNew(place, entry as unknown as Readable), cutOff]);
    else entry.resume();
  }
  await flowing;
}

function kindOf({ name, type }: Header): 'file' | 'folder' {
  if (type === 'file' || type === 'contiguous-file') return 'file';
  if (type === 'directory') return 'folder';
  throw refusal(
    'CRATE_UNSAFE_ENTRY',
    name,
    type === 'symlink' || type === 'link' ? 'is a link' : 'is neither a file nor a folder',
  );
}
