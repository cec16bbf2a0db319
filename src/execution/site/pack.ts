import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { newPack, type Heading, type Pack } from '../../base/tar.ts';
import type { TreeEntry } from './tree.ts';

/** Files up to this size are read at once. */
const smallFile = 1 << 20;

/** A tree, and what it is called in the archive. */
export interface PackedTree {
  readonly name: string;
  readonly entries: readonly TreeEntry[];
}

/** The name of the last member of an archive: lines as `sha256sum` writes them, made while the bytes went by. */
export const manifest = 'manifest';

/** An archive of trees that is made while it is read; it fails with what the operating system says. */
export interface PackedTrees {
  readonly stream: Readable;
  /** By the name in the archive; complete once the stream has ended. */
  readonly digests: ReadonlyMap<string, string>;
}

export async function packTrees(trees: readonly PackedTree[]): Promise<PackedTrees> {
  const pack = await newPack();
  const stream = Readable.from(pack, { objectMode: false });
  const digests = new Map<string, string>();
  fill(pack, trees, digests).catch((thrown: unknown) => {
    stream.destroy(thrown as Error);
  });
  return { stream, digests };
}

/** An archive of short texts. */
export async function packTexts(texts: Readonly<Record<string, string>>): Promise<Buffer> {
  const pack = await newPack();
  const whole = buffer(Readable.from(pack, { objectMode: false }));
  for (const [name, text] of Object.entries(texts)) pack.entry({ name }, text);
  pack.finalize();
  return whole;
}

async function fill(pack: Pack, trees: readonly PackedTree[], digests: Map<string, string>): Promise<void> {
  for (const { name, entries } of trees) {
    for (const entry of entries) {
      const path = entry.path === '' ? name : `${name}/${entry.path}`;
      const digest = await add(pack, path, entry);
      if (digest !== undefined) digests.set(path, digest);
    }
  }
  await write(pack, { name: manifest }, Buffer.from([...digests].map(digestLine).join('')));
  pack.finalize();
}

/** Adds one entry and gives the digest of its bytes. */
async function add(pack: Pack, name: string, entry: TreeEntry): Promise<string | undefined> {
  // As the owner of the copy we must be able to fill a folder and to remove it again.
  const mode = entry.kind === 'folder' ? entry.mode | 0o700 : entry.mode;
  const header = { name, mode, mtime: new Date(entry.modified) };
  if (entry.kind !== 'file') {
    const type = entry.kind === 'folder' ? 'directory' : 'symlink';
    await write(pack, { ...header, type, ...(entry.leadsTo === undefined ? {} : { linkname: entry.leadsTo }) });
    return undefined;
  }
  const hash = createHash('sha256');
  if (entry.size <= smallFile) {
    const bytes = readFileSync(entry.source);
    hash.update(bytes);
    await write(pack, header, bytes);
  } else {
    const through = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const source = createReadStream(entry.source, { highWaterMark: smallFile });
    await pipeline(source, through, pack.entry({ ...header, size: entry.size }));
  }
  return hash.digest('hex');
}

/** Waits until there is room for more. */
function write(pack: Pack, header: Heading, bytes?: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (fault?: Error | null) => {
      if (fault) reject(fault);
      else resolve();
    };
    if (bytes) pack.entry(header, bytes, done);
    else pack.entry(header, done);
  });
}

/** See sha256sum(1): a backslash at the start says that some in the name stand for others. */
function digestLine([path, digest]: readonly [path: string, digest: string]): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `${escaped === path ? '' : '\\'}${digest}  ${escaped}\n`;
}
