import { checkFixity, type Fixity } from '../check/fixity.ts';
import type { OpenCrate } from '../open/open.ts';
import { limits } from '../open/limits.ts';
import { readGraph } from '../read/graph.ts';
import { payloadOf } from '../read/payload.ts';
import type { PublicKey } from './key.ts';
import { isGood, readSignature } from './signature.ts';

/** What is signed of a crate: its metadata has the digests of everything else. */
export const signedFile = 'ro-crate-metadata.json';
export const signatureFile = `${signedFile}.minisig`;

/** What a signature says of a crate. */
export interface Seal {
  /** Whether the metadata is what the holder of the key signed. */
  readonly isGood: boolean;
  /** The key that the signature names, as minisign prints it. */
  readonly keyId: string;
  /** What the signer said; to be believed only when the signature is good. */
  readonly comment: string;
  /** What was found of the files that the metadata describes. */
  readonly fixity: Fixity;
  /** Files for which the signature does not vouch, because the metadata has no SHA-2 digest of them. */
  readonly uncovered: readonly string[];
}

/** The bytes that are signed. */
export function signedBytes(crate: OpenCrate): Promise<Buffer> {
  return crate.read(signedFile, limits.metadata);
}

/** Checks a signature, and by the digests of the signed metadata every file, each read once as a stream. Throws SEAL_SIGNATURE. */
export async function checkSeal(crate: OpenCrate, text: string, key: PublicKey): Promise<Seal> {
  const signature = readSignature(text);
  const bytes = await signedBytes(crate);
  return {
    isGood: isGood(signature, bytes, key),
    keyId: Buffer.from(signature.keyId).reverse().toString('hex').toUpperCase(),
    comment: signature.trusted,
    fixity: await checkFixity(crate, promisedBy(crate)),
    uncovered: uncoveredIn(crate),
  };
}

/** The files that the signed metadata has no SHA-2 digest of. */
export function uncoveredIn(crate: OpenCrate): readonly string[] {
  const isStrong = ({ algorithm }: { readonly algorithm: string }) => algorithm === 'sha256' || algorithm === 'sha512';
  const covered = new Set(promisedBy(crate).flatMap(({ path, digests }) => (digests.some(isStrong) ? [path] : [])));
  return [...crate.entries.keys()].filter((path) => !covered.has(path) && path !== signedFile && path !== signatureFile);
}

/** What the metadata promises; manifests do not count, because they are not signed. */
function promisedBy(crate: OpenCrate) {
  return payloadOf(readGraph(crate.metadata), { ...crate, manifest: new Map() });
}
