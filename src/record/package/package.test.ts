import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { on } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { open, type Entry, type Options, type ZipFile } from 'yauzl';
import type { PackageFile } from './source.ts';
import { writeCrate } from './write.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function given(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return pathToFileURL(path).href;
}

function files(): PackageFile[] {
  return [
    { path: 'b/ä ö.txt', from: given('in.txt', 'umlaut') },
    { path: 'empty/', from: { text: '' } },
    { path: 'a.txt', from: { text: 'a'.repeat(2000) } },
    { path: 'ro-crate-metadata.json', from: { text: '{}' } },
    { path: 'big.bin', from: given('big', 'x'.repeat(200_000)) },
  ];
}

/** Name and content of each entry, in the order of the file. */
async function entries(path: string): Promise<[string, string][]> {
  const zip = await promisify<string, Options, ZipFile>(open)(path, { lazyEntries: true });
  const read = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  const found: [string, string][] = [];
  zip.readEntry();
  for await (const [entry] of on(zip, 'entry', { close: ['end'] }) as AsyncIterable<[Entry]>) {
    found.push([entry.fileName, entry.fileName.endsWith('/') ? '' : await text(await read(entry))]);
    zip.readEntry();
  }
  return found;
}

const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a package', () => {
  test('as a ZIP has the metadata file first and every byte', async () => {
    const target = join(folder, 'run.crate.zip');
    await writeCrate(target, files());
    const found = await entries(target);
    expect(found.map(([name]) => name)).toEqual(['ro-crate-metadata.json', 'a.txt', 'b/ä ö.txt', 'big.bin', 'empty/']);
    expect(Object.fromEntries(found)).toMatchObject({
      'b/ä ö.txt': 'umlaut',
      'big.bin': 'x'.repeat(200_000),
      'a.txt': 'a'.repeat(2000),
    });
  });

  test('as a ZIP has the same bytes for the same input, whatever its order, times and modes', async () => {
    const [one, two] = [join(folder, 'one.zip'), join(folder, 'two.zip')];
    await writeCrate(one, files());
    const again = files().reverse();
    utimesSync(join(folder, 'in.txt'), 1e9, 1e9);
    chmodSync(join(folder, 'in.txt'), 0o600);
    await writeCrate(two, again);
    expect(hash(two)).toBe(hash(one));
  });

  test('takes many files without opening them all', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => ({ path: `${index}.txt`, from: given(`${index}`, 'x'.repeat(70)) }));
    const target = join(folder, 'many.zip');
    await writeCrate(target, many);
    expect(await entries(target)).toHaveLength(1_200);
  });

  test.each(['new', 'empty'])('can be a folder that is %s', async (name) => {
    const target = join(folder, 'crate');
    if (name === 'empty') mkdirSync(target);
    await writeCrate(target, files());
    expect(readdirSync(target, { recursive: true }).sort()).toEqual([
      'a.txt',
      'b',
      'b/ä ö.txt',
      'big.bin',
      'empty',
      'ro-crate-metadata.json',
    ]);
    expect(readFileSync(join(target, 'b', 'ä ö.txt'), 'utf8')).toBe('umlaut');
  });

  test('never goes into a folder with something in it', async () => {
    given('mine.txt', 'keep');
    await expect(writeCrate(folder, files())).rejects.toMatchObject({ code: 'CRATE_WRITE' });
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('keep');
  });

  test.each(['x.zip', 'x'])('leaves nothing behind when a file is missing (%s)', async (name) => {
    const out = mkdtempSync(join(folder, 'out-'));
    const lost = { path: 'c.txt', from: pathToFileURL(join(folder, 'lost.txt')).href };
    await expect(writeCrate(join(out, name), [...files(), lost])).rejects.toMatchObject({
      code: 'CRATE_WRITE',
      message: expect.stringContaining('lost.txt') as string,
    });
    expect(readdirSync(out)).toEqual([]);
  });

  test.each(['x.zip', 'x'])('leaves nothing behind when it is aborted (%s)', async (name) => {
    const out = mkdtempSync(join(folder, 'out-'));
    const controller = new AbortController();
    const written = writeCrate(join(out, name), files(), controller.signal);
    controller.abort();
    await expect(written).rejects.toMatchObject({ code: 'CRATE_WRITE' });
    expect(readdirSync(out)).toEqual([]);
  });

  test.each(['/no/such/folder/x.zip', '/proc/x.zip', '/proc/x'])('says when it cannot go to %s', async (target) => {
    await expect(writeCrate(target, files())).rejects.toMatchObject({ code: 'CRATE_WRITE' });
  });

  test('keeps the ZIP of before until the new one is whole', async () => {
    const target = join(folder, 'run.zip');
    await writeCrate(target, [{ path: 'old', from: { text: 'old' } }]);
    await expect(writeCrate(target, [{ path: 'new', from: 'file:///no/such/file' }])).rejects.toMatchObject({
      code: 'CRATE_WRITE',
    });
    expect(await entries(target)).toEqual([['old', 'old']]);
    expect(existsSync(target)).toBe(true);
  });
});
