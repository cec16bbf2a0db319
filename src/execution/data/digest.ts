import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync, type Stats } from 'node:fs';
import { createGate } from './gate.ts';
import { faultOf } from './fault.ts';

/** The identity of bytes: lower-case hexadecimal digests, size in bytes. */
export interface Digest {
  readonly size: number;
  readonly sha1: string;
  readonly sha256: string;
}

/** Files up to this size are read at once: a stream costs more than the reading. */
const smallFile = 1 << 20;
const filesAtOnce = 4;

/**
 * Makes a function that reads a file once and gives size and digests. A file that has not changed since (same path,
 * inode, size and time of change) is not read again. Throws DATA_NOT_FOUND.
 */
export function createDigester(): (path: string) => Promise<Digest> {
  const known = new Map<string, { readonly stamp: string; readonly digest: Promise<Digest> }>();
  const gate = createGate(filesAtOnce);
  return async (path) => {
    try {
      const stats = statSync(path);
      const stamp = `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
      const before = known.get(path);
      if (before?.stamp === stamp) return await before.digest;
      const digest = readDigest(path, stats, gate);
      known.set(path, { stamp, digest });
      return await digest;
    } catch (thrown) {
      known.delete(path);
      throw faultOf('DATA_NOT_FOUND', 'read', path, thrown);
    }
  };
}

async function readDigest(path: string, stats: Stats, gate: ReturnType<typeof createGate>): Promise<Digest> {
  const hashes = startDigest();
  if (stats.size <= smallFile) {
    hashes.update(readFileSync(path));
  } else {
    await gate(async () => {
      for await (const chunk of createReadStream(path, { highWaterMark: smallFile })) hashes.update(chunk as Buffer);
    });
  }
  return hashes.end();
}

/** Digests of bytes that pass by. */
export function startDigest(): { update(bytes: Uint8Array): void; end(): Digest } {
  const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
  let size = 0;
  return {
    update(bytes) {
      size += bytes.length;
      sha1.update(bytes);
      sha256.update(bytes);
    },
    end: () => ({ size, sha1: sha1.digest('hex'), sha256: sha256.digest('hex') }),
  };
}
