import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bytesOf, isFolder, type PackageFile } from './source.ts';

/** Entries carry one fixed moment and mode, so that only names and bytes count. */
const moment = new Date('1980-01-01T00:00:00Z');

/** How many files are opened before their turn: enough to keep the disk busy, few enough for any limit on open files. */
const ahead = 32;

/** Writes a package as a ZIP, its entries in the order given. The door to archiver. */
export async function writeZip(target: string, files: readonly PackageFile[], signal?: AbortSignal): Promise<void> {
  const { ZipArchive } = await import('archiver');
  const archive = new ZipArchive({ zlib: { level: 6 } });
  const stopped = new AbortController();
  const written = pipeline(archive, createWriteStream(target), signal ? { signal } : {}).finally(() => stopped.abort());
  await Promise.all([written, append(archive, files, stopped.signal)]);
}

type Archive = InstanceType<(typeof import('archiver'))['ZipArchive']>;

async function append(archive: Archive, files: readonly PackageFile[], stopped: AbortSignal): Promise<void> {
  let waiting = 0;
  archive.on('entry', () => (waiting -= 1));
  try {
    for (const file of files) {
      while (waiting >= ahead) await once(archive, 'entry', { signal: stopped });
      waiting += 1;
      appendOne(archive, file);
    }
    await archive.finalize();
  } catch (cause) {
    // When writing has stopped, its own error says why.
    if (!stopped.aborted) archive.destroy(cause as Error);
  }
}

function appendOne(archive: Archive, file: PackageFile): void {
  if (isFolder(file)) {
    archive.append(Buffer.alloc(0), { name: file.path, date: moment, mode: 0o755 });
    return;
  }
  const bytes = bytesOf(file);
  if (!Buffer.isBuffer(bytes)) bytes.on('error', (cause) => archive.destroy(cause));
  archive.append(bytes, { name: file.path, date: moment, mode: 0o644, store: isStored(file, bytes) });
}

/** Whether compressing would gain nothing: what is compressed already, and the very small. */
function isStored({ path }: PackageFile, bytes: Buffer | Readable): boolean {
  const isSmall = Buffer.isBuffer(bytes) && bytes.length < 512;
  return isSmall || /\.(7z|bam|bz2|cram|gif|gz|jar|jpe?g|mp4|png|tgz|xz|zip|zst)$/i.test(path);
}
