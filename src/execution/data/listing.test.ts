import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listFolder } from './listing.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-')));
  for (const folder of ['out/b/c', 'input/deep', 'secret']) mkdirSync(`${root}/${folder}`, { recursive: true });
  for (const file of ['out/a', 'out/Z', 'out/b/c/d', 'out/\u{1F600}', 'out/\uFF5E', 'input/deep/i', 'secret/s'])
    writeFileSync(`${root}/${file}`, 'xy');
});
afterEach(() => rmSync(root, { recursive: true }));

const paths = (safe?: string[]) => listFolder(`${root}/out`, safe).map((entry) => entry.path);

it('lists folders before what is in them, names by code point', () => {
  expect(paths()).toEqual(['Z', 'a', 'b', 'b/c', 'b/c/d', '\uFF5E', '\u{1F600}']);
  expect(listFolder(`${root}/out`)).toContainEqual({ path: 'b/c/d', kind: 'file', size: 2, realPath: `${root}/out/b/c/d` });
});

it('follows links to folders only where they are safe', () => {
  symlinkSync(`${root}/input`, `${root}/out/given`);
  symlinkSync(`${root}/secret`, `${root}/out/stolen`);
  const entries = listFolder(`${root}/out`, [`${root}/input`]);
  expect(entries).toContainEqual({ path: 'given/deep/i', kind: 'file', size: 2, realPath: `${root}/input/deep/i` });
  expect(entries).toContainEqual({ path: 'stolen', kind: 'directory', size: 0, realPath: `${root}/secret` });
  expect(entries.map((entry) => entry.path)).not.toContain('stolen/s');
});

it('does not run in circles', () => {
  symlinkSync('..', `${root}/out/b/up`);
  symlinkSync('.', `${root}/out/self`);
  symlinkSync('b', `${root}/out/copy`);
  expect(paths()).toEqual([
    'Z',
    'a',
    'b',
    'b/c',
    'b/c/d',
    'b/up',
    'copy',
    'copy/c',
    'copy/c/d',
    'copy/up',
    'self',
    '\uFF5E',
    '\u{1F600}',
  ]);
});

it('lists a link to nothing with the path that it names', () => {
  symlinkSync('../gone', `${root}/out/b/dangling`);
  expect(listFolder(`${root}/out`)).toContainEqual({ path: 'b/dangling', kind: 'file', size: 0, realPath: `${root}/out/gone` });
});

it('says which folder is missing', () => {
  expect(() => listFolder(`${root}/none`)).toThrow(`cannot list ${root}/none: no such file or directory`);
});
