import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { holdsAny, redactFile } from './redact.ts';

const folder = mkdtempSync(join(tmpdir(), 'redact-'));
const path = join(folder, 'log.txt');
afterAll(() => rmSync(folder, { recursive: true }));

const replacements = [
  { text: 'hunter2 & Söhne', placeholder: '(secret-1)' },
  { text: 'hunter2', placeholder: '(secret-2)' },
];

it('leaves a file alone that holds none of the texts', async () => {
  writeFileSync(path, 'hunter 2');
  expect(await redactFile(path, replacements)).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('hunter 2');
});

it('replaces texts and keeps every other byte, whatever it means', async () => {
  const before = Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from('a hunter2 & Söhne b hunter2'), Buffer.from([200, 10])]);
  writeFileSync(path, before);
  expect(await redactFile(path, replacements)).toBe(true);
  const after = Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from('a (secret-1) b (secret-2)'), Buffer.from([200, 10])]);
  expect(readFileSync(path).equals(after)).toBe(true);
});

it('finds texts that lie across the pieces in which a file is read', async () => {
  const property = fc.asyncProperty(fc.integer({ min: 65536 - 20, max: 65536 + 20 }), async (offset) => {
    writeFileSync(path, `${'x'.repeat(offset)}hunter2 & Söhne${'y'.repeat(offset)}`);
    expect(await redactFile(path, replacements)).toBe(true);
    expect(await holdsAny(path, replacements)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(`${'x'.repeat(offset)}(secret-1)${'y'.repeat(offset)}`);
  });
  await fc.assert(property, { numRuns: 40 });
});
