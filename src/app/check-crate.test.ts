import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkCrate } from './check-crate.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('every promised file is compared with its size and digest', async () => {
  const emptySha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
  const files = { good: 'x', short: 'x', other: 'x', [emptySha1]: 'x', 'a b': 'x' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = (id: string, more: object = {}) => ({ '@id': id, '@type': 'File', ...more });
  const graph = [
    { '@id': 'ro-crate-metadata.json', about: { '@id': './' } },
    { '@id': './', '@type': 'Dataset' },
    file('good', { contentSize: '1', sha1: '11f6ad8ec52a2984abaafd7c3b516503785c2072' }),
    file('short', { contentSize: 2 }),
    file('other', { sha256: '0'.repeat(64) }),
    file(emptySha1),
    file('./a%20b'),
    file('lost.txt'),
    { '@id': 'lost/', '@type': 'Dataset' },
    file('https://example.org/elsewhere.txt'),
    file('../../etc/passwd'),
  ];
  writeFileSync(join(folder, 'ro-crate-metadata.json'), JSON.stringify({ '@graph': graph }));
  const { fixity } = await checkCrate(folder);
  expect(fixity.files).toBe(5);
  expect(fixity.damaged.map(({ path }) => path)).toEqual(['short', 'other', emptySha1]);
  expect(fixity.missing.map(({ id }) => id)).toEqual(['lost.txt', 'lost/', '../../etc/passwd']);
});
