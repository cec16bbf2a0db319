import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDigester } from './digest.ts';

it('gives size and both digests of small, large and changed files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'digest-'));
  const path = join(folder, 'f');
  const digest = createDigester();
  writeFileSync(path, 'abc');
  expect(await digest(path)).toEqual({
    size: 3,
    sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  writeFileSync(path, 'abd');
  utimesSync(path, 1, 1);
  expect((await digest(path)).sha1).toBe('cb4cc28df0fdbe0ecf9d9662e294b118092a5735');
  writeFileSync(path, Buffer.alloc(3 << 20));
  expect(await digest(path)).toMatchObject({ size: 3 << 20, sha1: '1e5f8def40bb0cb0f7156b9c2bab9efb49cfb699' });
  await expect(digest(join(folder, 'none'))).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
  rmSync(folder, { recursive: true });
});
