import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeFolder } from './remove-folder.ts';

it('removes folders that a job has locked, and does not mind one that is not there', () => {
  const root = mkdtempSync(join(tmpdir(), 'remove-'));
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/c'), '');
  chmodSync(join(root, 'a/b'), 0o500);
  chmodSync(join(root, 'a'), 0o100);
  removeFolder(root);
  expect(existsSync(root)).toBe(false);
  removeFolder(root);
});
