import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CrateRunError, messageOf } from '../base/error.ts';
import { openCrate, type OpenCrate } from '../audit/open/open.ts';
import { readPublicKey, readSecretKey } from '../audit/seal/key.ts';
import { checkSeal, signatureFile, signedBytes, signedFile, uncoveredIn, type Seal } from '../audit/seal/seal.ts';
import { signatureOf } from '../audit/seal/signature.ts';

/** Longest key or signature file that is read. */
const longest = 10_000;

/** What was signed. */
export interface Signed {
  /** The file that has the signature. */
  readonly signature: string;
  /** Files for which it does not vouch. */
  readonly uncovered: readonly string[];
}

/**
 * Signs the metadata of a crate with a secret key of minisign; the signature lies beside the metadata in a folder, and beside
 * an archive. Throws CRATE_*, SEAL_KEY and USAGE_OUTPUT.
 */
export async function signCrate(path: string, keyFile: string): Promise<Signed> {
  const key = readSecretKey(await textOf(keyFile, 'SEAL_KEY'));
  return withCrate(path, async (crate) => {
    const comment = `timestamp:${Math.floor(Date.now() / 1000)}\tfile:${signedFile}\thashed`;
    const signature = placeOf(path);
    try {
      await writeFile(signature, signatureOf(await signedBytes(crate), key, comment));
    } catch (cause) {
      throw new CrateRunError('USAGE_OUTPUT', `${signature} cannot be written: ${messageOf(cause)}`, { cause });
    }
    return { signature, uncovered: uncoveredIn(crate) };
  });
}

/** Checks the signature of a crate with a public key of minisign, and all its files. Throws CRATE_*, SEAL_KEY and SEAL_SIGNATURE. */
export async function verifyCrate(path: string, keyFile: string): Promise<Seal> {
  const key = readPublicKey(await textOf(keyFile, 'SEAL_KEY'));
  return withCrate(path, async (crate) => {
    const text = crate.entries.has(signatureFile)
      ? (await crate.read(signatureFile, longest)).toString()
      : await textOf(placeOf(path), 'SEAL_SIGNATURE');
    return checkSeal(crate, text, key);
  });
}

async function withCrate<T>(path: string, use: (crate: OpenCrate) => Promise<T>): Promise<T> {
  const crate = await openCrate(path);
  try {
    if (!crate.entries.has(signedFile)) throw new CrateRunError('CRATE_NOT_FOUND', `${path} has no ${signedFile}`);
    return await use(crate);
  } finally {
    await crate.close();
  }
}

/** Where the signature of a crate is written: minisign looks for it beside what is signed. */
function placeOf(path: string): string {
  if (existsSync(join(path, signedFile))) return join(path, signatureFile);
  return path.endsWith(signedFile) ? `${path}.minisig` : `${path.replace(/\/+$/, '')}.${signatureFile}`;
}

async function textOf(path: string, code: 'SEAL_KEY' | 'SEAL_SIGNATURE'): Promise<string> {
  try {
    return (await readFile(path)).subarray(0, longest).toString();
  } catch (cause) {
    throw new CrateRunError(code, `${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
