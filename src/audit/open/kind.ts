import { open, stat } from 'node:fs/promises';
import { CrateRunError } from '../../base/error.ts';
import { damage } from './fault.ts';

export type Kind = 'folder' | 'zip' | 'tar' | 'tgz' | 'metadata';

/** What is at a path, told by its first bytes: names of files say nothing. Throws CRATE_NOT_FOUND and CRATE_DAMAGED. */
export async function kindOf(source: string): Promise<Kind> {
  const found = await stat(source).catch(() => undefined);
  if (found?.isDirectory()) return 'folder';
  if (!found?.isFile()) throw new CrateRunError('CRATE_NOT_FOUND', `${source} is neither a folder nor a file`);
  const start = await firstBytes(source);
  if (/^PK(\x03\x04|\x05\x06)/.test(start)) return 'zip';
  if (start.startsWith('\x1f\x8b')) return 'tgz';
  if (start.slice(257, 262) === 'ustar') return 'tar';
  if (/^(\xef\xbb\xbf)?\s*\{/.test(start)) return 'metadata';
  throw new CrateRunError('CRATE_DAMAGED', `${source} is no folder, ZIP file, tar file or metadata file`);
}

async function firstBytes(source: string): Promise<string> {
  const file = await open(source).catch((thrown: unknown) => {
    throw damage(source, thrown);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
