import { createHash } from 'node:crypto';
import { CrateRunError } from '../../base/error.ts';
import { isSigned, sign } from './ed25519.ts';
import type { PublicKey, SecretKey } from './key.ts';

/** A signature as a `.minisig` file has it. */
export interface Signature {
  /** Whether the BLAKE2b digest of the bytes is signed (`ED`), or the bytes themselves (`Ed`). */
  readonly prehashed: boolean;
  readonly keyId: Buffer;
  readonly bytes: Buffer;
  /** Text that is signed too. */
  readonly trusted: string;
  /** The signature over `bytes` and `trusted`. */
  readonly global: Buffer;
}

/** Signs bytes as `minisign -S` does; gives the text of the `.minisig` file. `trusted` is a line of text that is signed too. */
export function signatureOf(signed: Buffer, { id, seed }: SecretKey, trusted: string): string {
  const bytes = sign(digestOf(signed), seed);
  const global = sign(Buffer.concat([bytes, Buffer.from(trusted)]), seed);
  return [
    'untrusted comment: signature of a crate, made by crate-run',
    Buffer.concat([Buffer.from('ED'), id, bytes]).toString('base64'),
    `trusted comment: ${trusted}`,
    global.toString('base64'),
    '',
  ].join('\n');
}

/** Reads a `.minisig` file. Throws SEAL_SIGNATURE. */
export function readSignature(text: string): Signature {
  const [, first = '', comment = '', last = ''] = text.split(/\r?\n/);
  const [head, global] = [Buffer.from(first, 'base64'), Buffer.from(last, 'base64')];
  const algorithm = head.toString('latin1', 0, 2);
  const trusted = /^trusted comment: (.*)$/.exec(comment)?.[1];
  if (head.length !== 74 || global.length !== 64 || !['Ed', 'ED'].includes(algorithm) || trusted === undefined)
    throw new CrateRunError('SEAL_SIGNATURE', 'this is no signature of minisign');
  return { prehashed: algorithm === 'ED', keyId: head.subarray(2, 10), bytes: head.subarray(10), trusted, global };
}

/** Whether a signature was made over bytes with the secret of a public key. */
export function isGood({ prehashed, keyId, bytes, trusted, global }: Signature, signed: Buffer, key: PublicKey): boolean {
  return (
    keyId.equals(key.id) &&
    isSigned(prehashed ? digestOf(signed) : signed, bytes, key.bytes) &&
    isSigned(Buffer.concat([bytes, Buffer.from(trusted)]), global, key.bytes)
  );
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('blake2b512').update(bytes).digest();
}
