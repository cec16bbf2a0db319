import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stage } from './stage.ts';

let root: string;
beforeEach(() => void (root = realpathSync(mkdtempSync(join(tmpdir(), 'stage-')))));
afterEach(() => rmSync(root, { recursive: true }));

it('links, writes and makes folders, with the folders above', async () => {
  writeFileSync(`${root}/f`, 'x');
  await stage([
    { kind: 'link', source: `${root}/f`, target: `${root}/in/1/f` },
    { kind: 'write', contents: 'é', target: `${root}/in/2/lit` },
    { kind: 'folder', target: `${root}/in/3/d` },
  ]);
  expect(readlinkSync(`${root}/in/1/f`)).toBe(`${root}/f`);
  expect(readFileSync(`${root}/in/2/lit`, 'utf8')).toBe('é');
  expect(lstatSync(`${root}/in/3/d`).isDirectory()).toBe(true);
});

it('makes copies that can be written to and leave the original alone', async () => {
  mkdirSync(`${root}/d`);
  writeFileSync(`${root}/d/f`, 'x', { mode: 0o444 });
  symlinkSync('f', `${root}/d/inner`);
  await stage([{ kind: 'copy', source: `${root}/d`, target: `${root}/copy` }]);
  writeFileSync(`${root}/copy/inner`, 'changed');
  expect(lstatSync(`${root}/copy/f`).mode & 0o200).toBe(0o200);
  expect(lstatSync(`${root}/copy/inner`).isFile()).toBe(true);
  expect(readFileSync(`${root}/d/f`, 'utf8')).toBe('x');
});

it('never follows a link out of what it copies, and never runs in circles', async () => {
  mkdirSync(`${root}/d/sub`, { recursive: true });
  mkdirSync(`${root}/outside`);
  writeFileSync(`${root}/outside/secret`, 's');
  symlinkSync(`${root}/outside`, `${root}/d/out`);
  symlinkSync('..', `${root}/d/sub/up`);
  symlinkSync('nowhere', `${root}/d/dangling`);
  await stage([{ kind: 'copy', source: `${root}/d`, target: `${root}/copy` }]);
  expect(lstatSync(`${root}/copy/out`).isSymbolicLink()).toBe(true);
  expect(lstatSync(`${root}/copy/sub/up`).isSymbolicLink()).toBe(true);
  expect(readdirSync(`${root}/copy`).sort()).toEqual(['out', 'sub']);
});

it('copies the file that a link stands for', async () => {
  writeFileSync(`${root}/f`, 'x');
  symlinkSync(`${root}/f`, `${root}/l`);
  await stage([{ kind: 'copy', source: `${root}/l`, target: `${root}/c` }]);
  expect(lstatSync(`${root}/c`).isFile()).toBe(true);
});

it('does not overwrite, and says what is in the way', async () => {
  writeFileSync(`${root}/f`, 'x');
  await expect(stage([{ kind: 'write', contents: '', target: `${root}/f` }])).rejects.toMatchObject({
    code: 'DATA_WRITE',
    message: `cannot stage ${root}/f: file already exists`,
  });
});
