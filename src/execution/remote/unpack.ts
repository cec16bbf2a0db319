import { createWriteStream, linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync, chmodSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { faultOf } from '../data/fault.ts';
import { makeFolder } from '../data/make-folder.ts';
import { newExtract, type Header } from '../../base/tar.ts';

/** Files up to this size are held while they arrive. */
const smallFile = 1 << 20;

/** A file or folder that arrived in an archive. */
export interface Member {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Bytes; 0 for folders. */
  readonly size: number;
}

/** What arrived in an archive. */
export interface Arrived {
  /** When the first of it did, in milliseconds since 1970. */
  readonly since: number;
  readonly members: readonly Member[];
}

/**
 * Unpacks an archive. `placeOf` says where a member goes, undefined: nowhere; `targetOf` where a link at `path` on this
 * machine shall lead. Links are made last, so that nothing is written through one. Throws DATA_WRITE, and what broke the
 * stream.
 */
export async function unpack(
  stream: Readable,
  placeOf: (name: string) => string | undefined,
  targetOf: (path: string, target: string) => string,
): Promise<Arrived> {
  const members: Member[] = [];
  const links: { readonly path: string; readonly target: string }[] = [];
  const folders: { readonly path: string; readonly header: Header }[] = [];
  let since: number | undefined;
  const extract = await newExtract();
  const flowing = pipeline(stream, extract);
  flowing.catch(() => undefined);
  for await (const member of extract) {
    since ??= Date.now();
    const { header } = member;
    const name = clean(header.name);
    const path = name === undefined ? undefined : placeOf(name);
    if (name !== undefined && path !== undefined) {
      const { type, linkname, size } = header;
      try {
        if (type === 'symlink') links.push({ path, target: linkname });
        else if (type === 'directory') {
          makeFolder(path);
          folders.push({ path, header });
          members.push({ name, kind: 'folder', size: 0 });
        } else if (type === 'link') {
          const other = placeOf(clean(linkname) ?? '');
          if (other !== undefined) linkSync(other, path);
          members.push({ name, kind: 'file', size: 0 });
        } else if (type === 'file' || type === 'contiguous-file') {
          await writeFile(member as unknown as Readable, header, path);
          members.push({ name, kind: 'file', size });
          continue;
        }
      } catch (thrown) {
        throw faultOf('DATA_WRITE', 'write', path, thrown);
      }
    }
    member.resume();
  }
  await flowing;
  for (const { path, target } of links) link(targetOf(path, target), path);
  // Innermost first: what is made in a folder changes its time, and a locked one cannot be filled.
  for (const { path, header } of folders.reverse()) {
    chmodSync(path, header.mode & 0o7777);
    setTimes(path, header);
  }
  return { since: since ?? Date.now(), members };
}

/** `./a/./b/` is `a/b`; undefined for what would lead out of its folder. */
function clean(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return name.startsWith('/') || parts.includes('..') ? undefined : parts.join('/');
}

async function writeFile(member: Readable, header: Header, path: string): Promise<void> {
  const mode = header.mode & 0o7777;
  try {
    if (header.size <= smallFile) writeFileSync(path, await buffer(member), { mode: 0o600 });
    else await pipeline(member, createWriteStream(path, { mode: 0o600 }));
  } catch (thrown) {
    rmSync(path, { force: true });
    throw thrown;
  }
  chmodSync(path, mode);
  setTimes(path, header);
}

function setTimes(path: string, { mtime }: Header): void {
  utimesSync(path, mtime, mtime);
}

function link(target: string, path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'link', path, thrown);
  }
}

/** Where a member of an archive goes whose first part is `first`: below `folder`. */
export function below(folder: string, first: string, name: string): string | undefined {
  if (name === first) return folder;
  return name.startsWith(`${first}/`) ? join(folder, name.slice(first.length + 1)) : undefined;
}
