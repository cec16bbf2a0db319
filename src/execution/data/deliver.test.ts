import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canMount, mountSmallDisk, unmount } from '../../../fixtures/small-disk.ts';
import { deliver } from './deliver.ts';
import type { Item } from './item.ts';

let root: string;
let outdir: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'deliver-')));
  outdir = `${root}/out`;
  mkdirSync(`${root}/run`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = path): string {
  mkdirSync(dirname(`${root}/${path}`), { recursive: true });
  writeFileSync(`${root}/${path}`, text);
  return `${root}/${path}`;
}
const file = (path: string, more: Partial<Item> = {}): Item => ({ class: 'File', location: `file://${root}/${path}`, ...more });
const bring = <T>(value: T) => deliver(value, outdir, `${root}/run`);
const read = (name: string) => readFileSync(`${outdir}/${name}`, 'utf8');

describe('delivering outputs', () => {
  it('moves what the run made and copies what was there before', async () => {
    put('run/1/made.txt');
    put('given.txt');
    const { value, transfers } = await bring({
      a: file('run/1/made.txt'),
      b: [file('given.txt', { basename: 'renamed.txt' })],
      n: 3,
    });
    expect(value).toMatchObject({
      a: { location: `file://${outdir}/made.txt` },
      b: [{ path: `${outdir}/renamed.txt`, basename: 'renamed.txt' }],
      n: 3,
    });
    expect(read('made.txt')).toBe('run/1/made.txt');
    expect(read('renamed.txt')).toBe('given.txt');
    expect(existsSync(`${root}/run/1/made.txt`)).toBe(false);
    expect(existsSync(`${root}/given.txt`)).toBe(true);
    expect(transfers.map(({ route, bytes }) => [route, bytes])).toEqual([
      ['move', 14],
      ['copy', 9],
    ]);
  });

  it('gives outputs of the same name numbers, and secondary files the number of their primary', async () => {
    for (const n of [1, 2, 3]) for (const name of ['x.bam', 'x.bam.bai', 'x.dict']) put(`run/${n}/${name}`, `${n}${name}`);
    const sample = (n: number) =>
      file(`run/${n}/x.bam`, { secondaryFiles: [file(`run/${n}/x.bam.bai`), file(`run/${n}/x.dict`)] });
    const { value } = await bring([1, 2, 3].map(sample));
    expect(readdirSync(outdir).sort()).toEqual([
      'x.bam',
      'x.bam.bai',
      'x.dict',
      'x_2.bam',
      'x_2.bam.bai',
      'x_2.dict',
      'x_3.bam',
      'x_3.bam.bai',
      'x_3.dict',
    ]);
    expect(value[2]).toMatchObject({
      basename: 'x_3.bam',
      secondaryFiles: [{ basename: 'x_3.bam.bai' }, { basename: 'x_3.dict' }],
    });
    expect(read('x_3.dict')).toBe('3x.dict');
  });

  it('delivers one file once, however often it is named, and under each name that is asked for', async () => {
    put('run/1/x');
    const { value } = await bring([file('run/1/x'), file('run/1/x'), file('run/1/x', { basename: 'y' })]);
    expect(value.map((item) => item.basename)).toEqual(['x', 'x', 'y']);
    expect(readdirSync(outdir)).toEqual(['x', 'y']);
    expect(read('y')).toBe('run/1/x');
  });

  it('delivers a file and the folder that it is in', async () => {
    put('run/1/d/f');
    put('run/1/d/sub/g');
    mkdirSync(`${root}/run/1/d/empty`);
    const folder: Item = { class: 'Directory', location: `file://${root}/run/1/d` };
    const { value } = await bring({ f: file('run/1/d/f'), folder });
    expect(read('f')).toBe(read('d/f'));
    expect(value.folder.listing!.map((item) => [item.class, item.basename])).toEqual([
      ['Directory', 'empty'],
      ['File', 'f'],
      ['Directory', 'sub'],
    ]);
    expect(read('d/sub/g')).toBe('run/1/d/sub/g');
    expect(lstatSync(`${outdir}/d/empty`).isDirectory()).toBe(true);
  });

  it('turns links into files, and does not break other links to the same file', async () => {
    put('run/1/real');
    mkdirSync(`${root}/run/2`);
    symlinkSync(`${root}/run/1/real`, `${root}/run/2/link`);
    symlinkSync(`${root}/run/1/real`, `${root}/run/2/real`);
    const { value } = await bring([file('run/1/real'), file('run/2/link'), file('run/2/real')]);
    expect(value.map((item) => item.basename)).toEqual(['real', 'link', 'real']);
    for (const name of ['real', 'link']) {
      expect(lstatSync(`${outdir}/${name}`).isFile()).toBe(true);
      expect(read(name)).toBe('run/1/real');
    }
  });

  it('writes literals', async () => {
    const listing: Item[] = [
      { class: 'File', basename: 'l', contents: 'é' },
      { class: 'File', basename: 'l', contents: 'two' },
    ];
    const { value } = await bring({
      d: { class: 'Directory' as const, basename: 'lit', listing },
      f: { class: 'File' as const, basename: 't', contents: '' },
    });
    expect([read('lit/l'), read('lit/l_2'), read('t')]).toEqual(['é', 'two', '']);
    expect(value.f).not.toHaveProperty('contents');
  });

  it('replaces files of earlier runs, fills their folders, and never puts a file where a folder is', async () => {
    for (const round of ['one', 'two']) {
      put('run/1/x', round);
      put('run/1/d/f', round);
      await bring([file('run/1/x'), { class: 'Directory', location: `file://${root}/run/1/d` }]);
      put('out/d/mine', 'mine');
      expect([read('x'), read('d/f'), read('d/mine')]).toEqual([round, round, 'mine']);
    }
    put('run/1/d2', 'file');
    const { value } = await bring(file('run/1/d2', { basename: 'd' }));
    expect(value.basename).toBe('d_2');
  });

  it('leaves a file alone that is already where it belongs', async () => {
    put('out/here.txt');
    const { transfers } = await bring(file('out/here.txt'));
    expect(transfers).toEqual([]);
    expect(read('here.txt')).toBe('out/here.txt');
  });

  it('says what is missing and where it cannot write', async () => {
    await expect(bring(file('run/none'))).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
    put('blocked', '');
    await expect(deliver(file('blocked'), `${root}/blocked/out`, `${root}/run`)).rejects.toMatchObject({ code: 'DATA_WRITE' });
  });

  it.skipIf(!canMount())('leaves nothing half-written on a full disk (where one can be mounted)', async () => {
    mkdirSync(outdir);
    mountSmallDisk(outdir);
    try {
      put('run/1/big', 'x'.repeat(1 << 20));
      await expect(bring(file('run/1/big'))).rejects.toMatchObject({
        code: 'DATA_WRITE',
        message: expect.stringContaining('no space left') as string,
      });
      expect(readdirSync(outdir)).toEqual([]);
    } finally {
      unmount(outdir);
    }
  });
});
