import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signCrate, verifyCrate } from './seal-crate.ts';

let root: string;
let crate: string;
const at = (name: string) => join(root, name);

/** Writes a pair of keys as minisign does, without password. */
function writeKeys(name: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(16);
  const known = publicKey.export({ format: 'der', type: 'spki' }).subarray(12);
  const id = createHash('sha256').update(name).digest().subarray(0, 8);
  const secret = Buffer.concat([Buffer.from('Ed\0\0B2'), Buffer.alloc(48), id, seed, known, Buffer.alloc(32)]);
  writeFileSync(at(`${name}.key`), `untrusted comment: minisign secret key\n${secret.toString('base64')}\n`);
  const open = Buffer.concat([Buffer.from('Ed'), id, known]).toString('base64');
  writeFileSync(at(`${name}.pub`), `untrusted comment: minisign public key\n${open}\n`);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seal-test-'));
  crate = at('crate');
  mkdirSync(crate);
  writeFileSync(join(crate, 'data.txt'), 'data');
  const sha256 = createHash('sha256').update('data').digest('hex');
  const graph = [
    { '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: { '@id': './' } },
    { '@id': './', '@type': 'Dataset', hasPart: { '@id': 'data.txt' } },
    { '@id': 'data.txt', '@type': 'File', contentSize: '4', sha256 },
  ];
  writeFileSync(
    join(crate, 'ro-crate-metadata.json'),
    JSON.stringify({ '@context': 'https://w3id.org/ro/crate/1.1/context', '@graph': graph }),
  );
  writeKeys('mine');
  writeKeys('other');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('a signed crate', () => {
  it('is verified with its files', async () => {
    const { signature, uncovered } = await signCrate(crate, at('mine.key'));
    expect([signature, uncovered]).toEqual([join(crate, 'ro-crate-metadata.json.minisig'), []]);
    expect(await verifyCrate(crate, at('mine.pub'))).toMatchObject({
      isGood: true,
      fixity: { missing: [], damaged: [] },
      uncovered: [],
    });
  });

  it('is not that of another key, nor of other metadata', async () => {
    await signCrate(crate, at('mine.key'));
    expect((await verifyCrate(crate, at('other.pub'))).isGood).toBe(false);
    appendFileSync(join(crate, 'ro-crate-metadata.json'), ' ');
    expect((await verifyCrate(crate, at('mine.pub'))).isGood).toBe(false);
  });

  it('shows what happened to its files, and what it does not vouch for', async () => {
    await signCrate(crate, at('mine.key'));
    writeFileSync(join(crate, 'data.txt'), 'dada');
    writeFileSync(join(crate, 'extra.txt'), '');
    const { isGood, fixity, uncovered } = await verifyCrate(crate, at('mine.pub'));
    expect([isGood, fixity.damaged.map(({ path }) => path), uncovered]).toEqual([true, ['data.txt'], ['extra.txt']]);
  });

  it('is not believed about its comment when that was changed', async () => {
    const { signature } = await signCrate(crate, at('mine.key'));
    writeFileSync(signature, readFileSync(signature, 'utf8').replace('timestamp:', 'timestamp:1'));
    expect((await verifyCrate(crate, at('mine.pub'))).isGood).toBe(false);
  });

  it('may be a metadata file alone', async () => {
    cpSync(join(crate, 'ro-crate-metadata.json'), at('my-ro-crate-metadata.json'));
    const { signature } = await signCrate(at('my-ro-crate-metadata.json'), at('mine.key'));
    expect(signature).toBe(at('my-ro-crate-metadata.json.minisig'));
    expect((await verifyCrate(at('my-ro-crate-metadata.json'), at('mine.pub'))).isGood).toBe(true);
  });
});

describe('what cannot be used', () => {
  it('is said', async () => {
    await expect(signCrate(crate, at('mine.pub'))).rejects.toMatchObject({ code: 'SEAL_KEY' });
    await expect(verifyCrate(crate, at('mine.pub'))).rejects.toMatchObject({ code: 'SEAL_SIGNATURE' });
    const key = Buffer.from(readFileSync(at('mine.key'), 'utf8').split('\n')[1] ?? '', 'base64');
    key.write('Sc', 2);
    writeFileSync(at('locked.key'), `untrusted comment: \n${key.toString('base64')}\n`);
    await expect(signCrate(crate, at('locked.key'))).rejects.toThrow('password');
  });
});
