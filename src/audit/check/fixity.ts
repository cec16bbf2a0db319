import { createHash } from 'node:crypto';
import { damage } from '../open/fault.ts';
import type { OpenCrate } from '../open/open.ts';
import type { Payload } from '../read/payload.ts';

/** What was found of the files that a crate promises. */
export interface Fixity {
  /** Files that are there, and how many of them state a size or a digest. */
  readonly files: number;
  readonly verified: number;
  readonly missing: readonly Payload[];
  /** Files that are not what the crate says, and how. */
  readonly damaged: readonly { readonly path: string; readonly why: string }[];
}

/** Compares every promised file with its stated size and digests; each is read once, as a stream. */
export async function checkFixity(crate: OpenCrate, promised: readonly Payload[]): Promise<Fixity> {
  const files = promised.filter(({ isThere, isFolder }) => isThere && !isFolder);
  const damaged: { path: string; why: string }[] = [];
  for (const file of files) {
    const why = await faultOf(crate, file);
    if (why !== undefined) damaged.push({ path: file.path, why });
  }
  return {
    files: files.length,
    verified: files.filter(({ size, digests }) => size !== undefined || digests.length > 0).length,
    missing: promised.filter(({ isThere }) => !isThere),
    damaged,
  };
}

async function faultOf(crate: OpenCrate, { path, size, digests }: Payload): Promise<string | undefined> {
  const found = crate.entries.get(path)!.size;
  if (size !== undefined && size !== found) return `has ${found} bytes, stated are ${size}`;
  // Every file is read to its end: what an archive says of it is found out only then.
  const hashes = digests.map(({ algorithm }) => createHash(algorithm));
  try {
    for await (const chunk of (await crate.stream(path)) as AsyncIterable<Buffer>) hashes.forEach((hash) => hash.update(chunk));
  } catch (thrown) {
    return damage(path, thrown).message;
  }
  const wrong = digests.find(({ value }, index) => hashes[index]!.digest('hex') !== value);
  if (wrong === undefined) return undefined;
  return found === 0
    ? `is empty, although its ${wrong.algorithm} is that of other bytes`
    : `has another ${wrong.algorithm} than stated`;
}
