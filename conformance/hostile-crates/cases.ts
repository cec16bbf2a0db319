import { deflateRawSync, gzipSync } from 'node:zlib';
import { zipBytes, type ZipEntry } from '../../fixtures/archive/zip.ts';

/** A crate that means harm: its bytes, and the exit codes with which it may be refused. */
export interface HostileCrate {
  readonly name: string;
  readonly bytes: Buffer;
}

const descriptor = { name: 'ro-crate-metadata.json', bytes: '{"@graph": []}' };
const zip = (name: string, ...entries: readonly ZipEntry[]): HostileCrate => ({
  name,
  bytes: zipBytes([descriptor, ...entries]),
});

/** Names that lead out, or that mean two things; each as file, as folder and below a folder that is fine. */
const badNames = [
  '../x',
  'a/../../x',
  '..',
  '../../../../../../../../tmp/x',
  '/tmp/x',
  '//tmp/x',
  '/etc/cron.d/x',
  'C:/x',
  'c:x',
  'Z:\\x',
  '..\\x',
  'a\\b',
  '\\\\host\\share',
  'a\0b',
  'a\nb',
  'a\x1b[2J',
  'a\x7f',
  '\u0085x',
  'a//b',
  'a/./b',
  `${'d/'.repeat(150)}x`,
  'x'.repeat(256),
  'é'.repeat(200),
  'ro-crate-metadata.json',
  'RO-Crate-Metadata.json',
  'ro-crate-metadata.json/x',
];
const names = badNames.flatMap((name) => [
  zip(`name ${JSON.stringify(name).slice(0, 40)}`, { name, bytes: 'x' }),
  zip(`folder ${JSON.stringify(name).slice(0, 40)}`, { name: `${name}/../../x/` }),
  zip(`after a good one ${JSON.stringify(name).slice(0, 40)}`, { name: 'good', bytes: 'x' }, { name, bytes: 'x' }),
]);

const pairs = [
  ['a', 'a'],
  ['a', 'A'],
  ['é', 'e\u0301'],
  ['a/x', 'A/y'],
  ['a', 'a/b'],
  ['ﬀ/a', 'ﬀ'],
  ['Å', 'A\u030a'],
];
const collisions = pairs.map(([one = '', two = '']) => zip(`${one} beside ${two}`, { name: one }, { name: two }));

const kinds = [0o120777, 0o020666, 0o060666, 0o010666, 0o140777];
const targets = ['/etc/passwd', '../../x', 'good', '/dev/zero', '/proc/self/environ'];
const entries = kinds.flatMap((mode) =>
  targets.map((bytes) => zip(`kind ${mode.toString(8)} to ${bytes}`, { name: 'l', bytes, mode })),
);

const methods = [1, 6, 9, 12, 14, 93, 95, 99].map((method) => zip(`method ${method}`, { name: 'a', bytes: 'x', method }));
const flags = [0x1, 0x41, 0x801, 0x2001].map((bits) => zip(`flags ${bits}`, { name: 'a', bytes: 'x'.repeat(32), flags: bits }));

/** Bytes that are more or less than the archive says, in the metadata, which is always read. */
const sizes = [0, 1, 13, 15, 1000, 0x7fffffff, 0xfffffff0].flatMap((size) => [
  { name: `stored as ${size}`, bytes: zipBytes([{ ...descriptor, size }]) },
  { name: `deflated as ${size}`, bytes: zipBytes([{ ...descriptor, size, deflate: true }]) },
]);
const bombs = [10, 100, 300].map((count) => ({
  name: `${count} entries that unpack to much`,
  bytes: zipBytes([
    descriptor,
    ...Array.from({ length: count }, (_, n) => ({ name: `b${n}`, bytes: 'x', method: 8, size: 0xf0000000 })),
  ]),
}));

const json = (name: string, text: string): readonly HostileCrate[] => [
  { name: `${name}, alone`, bytes: Buffer.from(text) },
  { name: `${name}, in a ZIP file`, bytes: zipBytes([{ ...descriptor, bytes: text, deflate: true }]) },
];
const metadata = [
  json('nested lists', `{"@graph":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  json('nested objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`),
  json('twice the same name', '{"@graph":[],"@graph":[{"@id":"x"}]}'),
  json('twice the same name, spelled otherwise', '{"@graph":[],"\\u0040graph":[]}'),
  json('cut off', '{"@graph":[{"@id":"./"'),
  json('a string without end', '{"@graph":"'),
  json('no object', '{'),
  json('a number that never ends', `{"a":${'9'.repeat(1_000_000)}e}`),
].flat();

const cut = zipBytes([descriptor, { name: 'a', bytes: 'x'.repeat(500) }]);
const broken = [10, 40, 100, 300, 560, 600, 640, cut.length - 1].map((end) => ({
  name: `cut at ${end}`,
  bytes: cut.subarray(0, end),
}));
const overwritten = Array.from({ length: 12 }, (_, n) => {
  const bytes = Buffer.from(cut);
  bytes.fill(0xff, bytes.length - 22 + n);
  return { name: `end record overwritten from ${n}`, bytes };
});

/** A header of a tar file (POSIX ustar) with its checksum. */
function tarHeader(name: string, type: string, link: string, size = 0): Buffer {
  const header = Buffer.alloc(512);
  header.write(name.slice(0, 100), 0);
  header.write('0000644\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar\x0000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return header;
}

const types = ['1', '2', '3', '4', '6'];
const tars = types.flatMap((type) =>
  targets.map((link) => ({ name: `tar type ${type} to ${link}`, bytes: tarHeader('l', type, link) })),
);
const tarNames = badNames
  .slice(0, 8)
  .map((name) => ({ name: `tar ${name}`, bytes: gzipSync(Buffer.concat([tarHeader(name, '0', ''), Buffer.alloc(1024)])) }));
const lying = [{ name: 'tar larger than it is', bytes: tarHeader('a', '0', '', 2 ** 32) }];
const noise = [{ name: 'gzip of noise', bytes: gzipSync(deflateRawSync(Buffer.alloc(5000, 'noise'))) }];

/** Every hostile crate. */
export const hostileCases: readonly HostileCrate[] = [
  ...names,
  ...collisions,
  ...entries,
  ...methods,
  ...flags,
  ...sizes,
  ...bombs,
  ...metadata,
  ...broken,
  ...overwritten,
  ...tars,
  ...tarNames,
  ...lying,
  ...noise,
];
