import { createHash } from 'node:crypto';
import { chmodSync, createWriteStream, linkSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { faultOf } from '../data/fault.ts';
import { makeFolder } from '../data/make-folder.ts';
import { newExtract, type Extract, type Header } from '../../base/tar.ts';

/** Files up to this size are held while they arrive. */
const smallFile = 1 << 20;

type Arriving = Extract extends AsyncIterable<infer Item> ? Item : never;

/** A file or folder that arrived in an archive. */
export interface Member {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Bytes; 0 for folders. */
  readonly size: number;
  /** Of files, made while their bytes went by. */
  readonly sha256?: string;
}

/**
 * Unpacks an archive and gives what was in it. `placeOf` says where a member goes, undefined: nowhere; `targetOf` where a link
 * at `path` on this machine shall lead. Links are made last, so that nothing is written through one. Throws DATA_WRITE, and
 * what broke the stream.
 */
export async function unpack(
  stream: Readable,
  placeOf: (name: string) => string | undefined,
  targetOf: (path: string, target: string) => string,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  const links: { readonly path: string; readonly target: string }[] = [];
  const folders: { readonly path: string; readonly header: Header }[] = [];
  const extract = await newExtract();
  if (stream.destroyed && !stream.readableEnded) throw new Error('the archive breaks off');
  const flowing = pipeline(stream, extract);
  // Nobody else tells when the stream breaks off between two members or within one.
  const broken = new Promise<never>((_, reject) => void flowing.catch(reject));
  broken.catch(() => undefined);
  const arriving = extract[Symbol.asyncIterator]();
  for (;;) {
    const next: IteratorResult<Arriving, undefined> = await Promise.race([arriving.next(), broken]);
    if (next.done) break;
    const member = next.value;
    const { header } = member;
    const name = clean(header.name);
    const path = name === undefined ? undefined : placeOf(name);
    if (name === undefined || path === undefined) {
      member.resume();
      continue;
    }
    try {
      makeFolder(dirname(path));
      if (header.type === 'file' || header.type === 'contiguous-file') {
        const sha256 = await Promise.race([writeFile(member as unknown as Readable, header, path), broken]);
        members.push({ name, kind: 'file', size: header.size, sha256 });
        continue;
      }
      if (header.type === 'symlink') links.push({ path, target: header.linkname });
      else if (header.type === 'directory') {
        makeFolder(path);
        folders.push({ path, header });
        members.push({ name, kind: 'folder', size: 0 });
      } else if (header.type === 'link') {
        const other = placeOf(clean(header.linkname) ?? '');
        if (other !== undefined) linkSync(other, path);
        members.push({ name, kind: 'file', size: 0 });
      }
    } catch (thrown) {
      throw faultOf('DATA_WRITE', 'write', path, thrown);
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
  return members;
}

/** `./a/./b/` is `a/b`; undefined for what would lead out of its folder. */
function clean(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return name.startsWith('/') || parts.includes('..') ? undefined : parts.join('/');
}

/** Gives the digest of the bytes. */
async function writeFile(member: Readable, header: Header, path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    if (header.size <= smallFile) {
      const bytes = await buffer(member);
      hash.update(bytes);
      writeFileSync(path, bytes, { mode: 0o600 });
    } else {
      const digest = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          done(null, chunk);
        },
      });
      await pipeline(member, digest, createWriteStream(path, { mode: 0o600 }));
    }
  } catch (thrown) {
    rmSync(path, { force: true });
    throw thrown;
  }
  chmodSync(path, header.mode & 0o7777);
  setTimes(path, header);
  return hash.digest('hex');
}

function setTimes(path: string, { mtime }: Header): void {
  utimesSync(path, mtime, mtime);
}

function link(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'link', path, thrown);
  }
}
