import { CrateRunError } from '../../base/error.ts';
import { publicKeyOf } from './ed25519.ts';

/** A public key of minisign. */
export interface PublicKey {
  /** Eight bytes that tell keys apart. */
  readonly id: Buffer;
  readonly bytes: Buffer;
}

/** A secret key of minisign. */
export interface SecretKey {
  readonly id: Buffer;
  readonly seed: Buffer;
}

const ed25519 = 'Ed';

/** Reads a public key: the file that `minisign -G` writes, or only its second line. Throws SEAL_KEY. */
export function readPublicKey(text: string): PublicKey {
  const bytes = lastLine(text);
  if (bytes.length !== 42 || bytes.toString('latin1', 0, 2) !== ed25519)
    throw new CrateRunError('SEAL_KEY', 'this is no public key of minisign: it has 42 bytes in base64, which begin with "Ed"');
  return { id: bytes.subarray(2, 10), bytes: bytes.subarray(10) };
}

/** Reads a secret key without password: the file that `minisign -G -W` writes. Throws SEAL_KEY. */
export function readSecretKey(text: string): SecretKey {
  const bytes = lastLine(text);
  // minisign: algorithm 2, key derivation 2, checksum 2, salt 32, limits 16, id 8, seed and public key 64, checksum 32.
  if (bytes.length !== 158 || bytes.toString('latin1', 0, 2) !== ed25519)
    throw new CrateRunError('SEAL_KEY', 'this is no secret key of minisign: it has 158 bytes in base64, which begin with "Ed"');
  if (bytes[2] !== 0 || bytes[3] !== 0)
    throw new CrateRunError('SEAL_KEY', 'this secret key is protected by a password, which crate-run does not support');
  const seed = bytes.subarray(62, 94);
  if (!publicKeyOf(seed).equals(bytes.subarray(94, 126))) throw new CrateRunError('SEAL_KEY', 'this secret key is damaged');
  return { id: bytes.subarray(54, 62), seed };
}

function lastLine(text: string): Buffer {
  return Buffer.from(text.trimEnd().split('\n').at(-1) ?? '', 'base64');
}
