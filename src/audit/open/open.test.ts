import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zipBytes, type ZipEntry } from '../../../fixtures/archive/zip.ts';
import { newPack, type Heading } from '../../base/tar.ts';
import { openCrate } from './open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const metadata = '{"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": []}';
const descriptor = { name: 'ro-crate-metadata.json', bytes: metadata };

function written(name: string, bytes: Buffer | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

const zip = (...entries: readonly ZipEntry[]) => written('crate.zip', zipBytes(entries));

async function tar(...entries: readonly (readonly [Heading, string?])[]): Promise<string> {
  const pack = await newPack();
  for (const [heading, bytes = ''] of entries) pack.entry(heading, bytes);
  pack.finalize();
  return written('crate.tgz', gzipSync(await buffer(pack)));
}

const code = async (path: string) =>
  openCrate(path).then(
    async (crate) => (await crate.close(), 'opened'),
    (thrown: unknown) => (thrown as { code: string }).code,
  );

describe('a crate', () => {
  test('is the same as folder, ZIP and tar, and below a folder of the archive', async () => {
    written('plain/ro-crate-metadata.json', metadata);
    written('plain/a/b.txt', 'text');
    const places = [
      join(folder, 'plain'),
      zip(descriptor, { name: 'a/b.txt', bytes: 'text' }),
      written(
        'deep.zip',
        zipBytes([
          { ...descriptor, name: `x/${descriptor.name}` },
          { name: 'x/a/b.txt', bytes: 'text', deflate: true },
        ]),
      ),
      await tar(
        [{ name: './a/', type: 'directory' }],
        [{ name: './a/b.txt' }, 'text'],
        [{ name: './ro-crate-metadata.json' }, metadata],
      ),
    ];
    for (const place of places) {
      const crate = await openCrate(place);
      expect(crate.standard).toBe('ro-crate');
      expect([...crate.entries.keys()].sort()).toEqual(['a/b.txt', 'ro-crate-metadata.json']);
      expect(crate.entries.get('a/b.txt')).toEqual({ path: 'a/b.txt', size: 4 });
      expect((await crate.read('a/b.txt', 4)).toString()).toBe('text');
      await expect(crate.read('a/b.txt', 3)).rejects.toMatchObject({ code: 'CRATE_TOO_LARGE' });
      const out = join(folder, `out-${places.indexOf(place)}`);
      await crate.extract(out);
      expect(readFileSync(join(out, 'a/b.txt'), 'utf8')).toBe('text');
      await crate.close();
    }
  });

  test('can be the payload of a bag, whose manifest says what every file is', async () => {
    const crate = await openCrate(
      zip(
        { name: 'bagit.txt' },
        { name: 'manifest-md5.txt', bytes: 'ABCD  data/a.txt\n1234 *data/lost%0A.txt\n' },
        { ...descriptor, name: `data/${descriptor.name}` },
        { name: 'data/a.txt' },
      ),
    );
    expect(crate.entries.has('a.txt')).toBe(true);
    expect([...crate.manifest]).toEqual([
      ['a.txt', [{ algorithm: 'md5', value: 'abcd' }]],
      ['lost\n.txt', [{ algorithm: 'md5', value: '1234' }]],
    ]);
    await crate.close();
  });

  test('of CWLProv and of RO-Crate 1.0 is recognised, and so are files that are no crate', async () => {
    const standards = [
      zip({ name: 'metadata/manifest.json', bytes: '{}' }, { name: 'workflow/packed.cwl' }),
      written('old/ro-crate-metadata.jsonld', metadata) && join(folder, 'old'),
      written('files/x.txt', '') && join(folder, 'files'),
      written('anything.json', metadata),
    ].map(async (path) => (await openCrate(path)).standard);
    expect(await Promise.all(standards)).toEqual(['cwlprov', 'ro-crate', 'none', 'ro-crate']);
  });
});

describe('a crate is refused', () => {
  const link = 0o120777;
  test.each<[string, readonly ZipEntry[]]>([
    ['CRATE_UNSAFE_NAME', [{ name: '../x' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'a/../../x' }]],
    ['CRATE_UNSAFE_NAME', [{ name: '/etc/x' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'C:/x' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'a\\..\\x' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'a\0b' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'a\x1b[2Jb' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'a' }, { name: 'a' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'a/x' }, { name: 'A/y' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'a' }, { name: 'a/b' }]],
    ['CRATE_UNSAFE_NAME', [{ name: '\u00e9' }, { name: 'e\u0301' }]],
    ['CRATE_UNSAFE_NAME', [{ name: 'x'.repeat(300) }]],
    ['CRATE_UNSAFE_ENTRY', [{ name: 'l', bytes: '/etc/passwd', mode: link }]],
    ['CRATE_UNSAFE_ENTRY', [{ name: 'dev', mode: 0o020666 }]],
    ['CRATE_UNSAFE_ENTRY', [{ name: 'secret', bytes: 'x'.repeat(20), flags: 0x801 }]],
    ['CRATE_UNSAFE_ENTRY', [{ name: 'odd', method: 99 }]],
    ['CRATE_TOO_LARGE', [{ name: 'bomb', bytes: 'x', size: 0xfffffffe, method: 8 }]],
    ['CRATE_METADATA', [{ ...descriptor, bytes: '{"@graph": [], "@\\u0067raph": [1]}' }]],
    ['CRATE_METADATA', [{ ...descriptor, bytes: '['.repeat(200) + ']'.repeat(200) }]],
    ['CRATE_DAMAGED', [{ ...descriptor, bytes: '{"@graph": ' }]],
    ['CRATE_DAMAGED', [{ ...descriptor, bytes: Buffer.from([0x7b, 0xff, 0x7d]) }]],
    ['CRATE_UNSAFE_ENTRY', [{ ...descriptor, size: 10 }]],
  ])('with %s for a ZIP file with %j', async (expected, entries) => {
    expect(await code(zip({ name: 'first' }, ...entries))).toBe(expected);
  });

  test.each<[string, Heading]>([
    ['CRATE_UNSAFE_NAME', { name: '../x' }],
    ['CRATE_UNSAFE_NAME', { name: '/tmp/x' }],
    ['CRATE_UNSAFE_ENTRY', { name: 'l', type: 'symlink', linkname: '..' }],
    ['CRATE_UNSAFE_ENTRY', { name: 'l', type: 'link', linkname: '/etc/passwd' }],
    ['CRATE_UNSAFE_ENTRY', { name: 'p', type: 'fifo' }],
    ['CRATE_UNSAFE_ENTRY', { name: 'd', type: 'character-device' }],
  ])('with %s for a tar file with %j, and nothing stays behind', async (expected, heading) => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('crate-run-')).length;
    expect(await code(await tar([{ name: 'first' }], [heading]))).toBe(expected);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('crate-run-')).length).toBeLessThanOrEqual(before);
  });

  test.each(['/etc/passwd', '..', 'nowhere', '.'])('for a link of a folder to %s', async (target) => {
    written('crate/ro-crate-metadata.json', metadata);
    symlinkSync(target, join(folder, 'crate', 'link'));
    expect(await code(join(folder, 'crate'))).toBe('CRATE_UNSAFE_ENTRY');
  });

  test('when an archive is cut off, or no archive at all', async () => {
    const whole = readFileSync(zip(descriptor, { name: 'a', bytes: 'x'.repeat(1000) }));
    expect(await code(written('cut.zip', whole.subarray(0, 700)))).toBe('CRATE_DAMAGED');
    const packed = readFileSync(await tar([{ name: 'a' }, 'x'.repeat(5000)]));
    expect(await code(written('cut.tgz', packed.subarray(0, 60)))).toBe('CRATE_DAMAGED');
    const plain = gunzipSync(packed);
    for (const end of [512, 600, 3000]) expect(await code(written('cut.tar', plain.subarray(0, end)))).toBe('CRATE_DAMAGED');
    expect(await code(written('x.zip', 'hello'))).toBe('CRATE_DAMAGED');
    expect(await code(join(folder, 'lost'))).toBe('CRATE_NOT_FOUND');
  });
});

test('bytes that are not what the archive says fail when they are read, and never hang', async () => {
  const bytes = Buffer.from('x'.repeat(1000));
  for (const size of [10, 5000]) {
    const crate = await openCrate(zip(descriptor, { name: 'a', bytes, deflate: true, size }));
    await expect(crate.extract(join(folder, `out${size}`))).rejects.toMatchObject({ code: 'CRATE_UNSAFE_ENTRY' });
    await crate.close();
  }
  const whole = zipBytes([descriptor, { name: 'a', bytes: 'right' }]);
  whole.write('wrong', whole.indexOf('right'));
  const crate = await openCrate(written('bad.zip', whole));
  await expect(crate.read('a', 10)).rejects.toMatchObject({ code: 'CRATE_DAMAGED' });
  await crate.close();
});

test('a link to a file within the folder stands for the file', async () => {
  written('crate/ro-crate-metadata.json', metadata);
  written('crate/a.txt', 'text');
  symlinkSync('a.txt', join(folder, 'crate', 'b.txt'));
  const crate = await openCrate(join(folder, 'crate'));
  expect((await crate.read('b.txt', 10)).toString()).toBe('text');
  expect(existsSync(join(folder, 'crate', 'a.txt'))).toBe(true);
});
