import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareAs, relative } from '../../../fixtures/compare/bytes.ts';
import { asUsual } from './asked.ts';
import { compareContents } from './compare.ts';
import { bytesContent } from './content.ts';

test('the same bytes are identical, whatever they are', async () => {
  expect(await compareAs('x.json', '{', '{')).toEqual({ level: 'IDENTICAL' });
});

test('logs are equivalent when dates, staged folders and durations differ, and say so', async () => {
  const log = (uuid: string, time: string, took: string) =>
    `INFO\t2022-09-10 ${time}\tMetrics\n[Sat Sep 10 ${time} GMT 2022] IN=/var/lib/cwl/stg${uuid}/a.cram\n${time}.210 INFO  done. Elapsed time: ${took} minutes.\n`;
  const a = log('85ecb02e-caa0-499a-97e9-fde23a3f94d9', '13:38:20', '0.03');
  const b = log('1aa8d437-1983-4bd4-9245-3a749e354fb4', '21:59:37', '0.10');
  const found = await compareAs('run.log', a, b);
  expect(found.level).toBe('EQUIVALENT');
  expect(found.removed?.map(({ name, count }) => `${count} ${name}`)).toEqual([
    '2 date and time',
    '1 folder of a staged file',
    '1 time of day',
    '1 duration',
  ]);
});

test('another file in a staged folder is another file', async () => {
  const found = await compareAs('log', 'read /tmp/a1b2/hg19.fa\n', 'read /tmp/c3d4/hg38.fa\n');
  expect(found).toMatchObject({ level: 'DIFFERENT', difference: { place: 'line 1, column 11' } });
});

test('dates that are data matter: in tables, in sentences that do not say when, and when nothing else is there', async () => {
  expect((await compareAs('a.csv', 'id,seen\n1,2020-01-01\n', 'id,seen\n1,2020-01-02\n')).level).toBe('DIFFERENT');
  expect((await compareAs('a.txt', 'x\t2020-01-01\ny\t3\nz\t4\n', 'x\t2020-01-02\ny\t3\nz\t4\n')).level).toBe('DIFFERENT');
  expect((await compareAs('a.txt', 'sample of 2020-01-01\n', 'sample of 2020-01-02\n')).level).toBe('DIFFERENT');
  expect((await compareAs('now.txt', 'Wed Nov 25 03:41:30 UTC 2026\n', 'Wed Nov 25 03:41:31 UTC 2026\n')).level).toBe(
    'DIFFERENT',
  );
});

test('the first difference of a text is located', async () => {
  expect(await compareAs('a.txt', 'one\ntwo 2\nthree', 'one\ntwo 3\nthree')).toEqual({
    level: 'DIFFERENT',
    format: 'text',
    difference: { place: 'line 2, column 5', a: 'two 2', b: 'two 3' },
  });
  expect((await compareAs('a.txt', 'one\n', 'one\ntwo\n')).difference).toEqual({
    place: 'line 2, column 1',
    a: '(the end)',
    b: 'two',
  });
});

test('numbers of a table within the declared tolerance, the worst cell shown; without one they differ', async () => {
  const [a, b] = ['gene,fpkm,cov\nA,100,1.0\nB,8.53,2\n', 'gene,fpkm,cov\nA,100.00001,1\nB,8.5301,2\n'];
  expect(await compareAs('t.csv', a, b, relative(1e-4))).toMatchObject({
    level: 'WITHIN-TOLERANCE',
    worst: { place: 'line 3, column fpkm', a: '8.53', b: '8.5301' },
  });
  expect(await compareAs('t.csv', a, b)).toMatchObject({ level: 'DIFFERENT', difference: { place: 'line 2, column fpkm' } });
  expect((await compareAs('t.csv', a, b, { leaveOut: ['fpkm'] })).removed?.[0]).toMatchObject({
    name: 'left out: fpkm',
    count: 2,
  });
});

test('quoting, ends of lines and spelling of numbers are the layout of a table, names with zeros are not', async () => {
  const found = await compareAs('t.csv', 'a,b\n"x, ""y""",1.50\n', 'a,b\r\n"x, ""y""","1.5"\r\n');
  expect(found.level).toBe('EQUIVALENT');
  expect((await compareAs('t.csv', 'id,x\n007,y\n', 'id,x\n7,y\n')).level).toBe('DIFFERENT');
  expect((await compareAs('t.csv', 'id,x\n1,y\n', 'id,x\n1,y,z\n')).level).toBe('DIFFERENT');
});

test('JSON is compared value by value, under JSON pointers', async () => {
  expect((await compareAs('a.json', '{"b": [1.0, 2], "a": null}', '{"a":null,"b":[1,2]}')).level).toBe('EQUIVALENT');
  expect((await compareAs('a.json', '{"b": {"c": [1, 2]}}', '{"b": {"c": [1, 3]}}')).difference).toEqual({
    place: '/b/c/1',
    a: '2',
    b: '3',
  });
  expect((await compareAs('a.json', '{"a": "1"}', '{"a": 1}')).level).toBe('DIFFERENT');
  expect((await compareAs('a.json', '{"a": 1}', '{"a": 1, "b": 2}')).difference).toMatchObject({ place: '/b', b: 'key b' });
  expect(
    (await compareAs('a.json', '{"run": {"at": 1}, "x": 1}', '{"run": {"at": 2}, "x": 1}', { leaveOut: ['/run'] })).level,
  ).toBe('EQUIVALENT');
});

test('what is packed is compared as what it is', async () => {
  const pack = (text: string, level: number) => gzipSync(text, { level });
  const [a, b] = ['id,x\n1,2\n'.repeat(100), 'id,x\n1,2\n'.repeat(99) + 'id,x\n1,3\n'];
  expect(await compareAs('a.csv.gz', pack(a, 1), pack(a, 9))).toMatchObject({ level: 'EQUIVALENT', format: 'gzip' });
  expect(await compareAs('a.csv.gz', pack(a, 9), pack(b, 9))).toMatchObject({
    level: 'DIFFERENT',
    format: 'gzip of table',
    difference: { place: 'line 200, column x' },
  });
});

test('what nothing can look into differs at a byte or cannot be told, and never rises', async () => {
  expect(await compareAs('a.bin', Buffer.from([0, 1, 2]), Buffer.from([0, 1, 3]))).toMatchObject({
    level: 'DIFFERENT',
    difference: { place: 'byte 3' },
  });
  expect((await compareAs('a.cram', 'CRAM\0a', 'CRAM\0b')).level).toBe('CANNOT-TELL');
  expect(await compareAs('a.json', '{"a": 1', '{"a": 2')).toMatchObject({ level: 'DIFFERENT', difference: { place: 'byte 7' } });
});

test('files of which only digests are known are identical or cannot be told', async () => {
  const [known, other] = [
    { name: 'a', digests: { sha256: '9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0' } },
    { name: 'a', digests: { sha1: '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8' } },
  ];
  const level = async (a: Parameters<typeof compareContents>[0], b: typeof a) => (await compareContents(a, b, asUsual)).level;
  expect(await level(known, bytesContent('a', Buffer.from('aaa')))).toBe('IDENTICAL');
  expect(await level(bytesContent('a', Buffer.from('b')), other)).toBe('CANNOT-TELL');
  expect(await level(known, other)).toBe('CANNOT-TELL');
});

const names = fc.constantFrom(
  'a.svg',
  'a.html',
  'a.pdf',
  'a.yml',
  'a.zip',
  'a.txt',
  'a.csv',
  'a.tsv',
  'a.json',
  'a.vcf',
  'a.fa',
  'a.fq',
  'a.sam',
  'a.npy',
  'a.gz',
  'a',
);
const words = fc.constantFrom(
  '1',
  '1.0',
  '2',
  '-3e2',
  'x',
  ',',
  '\t',
  '"',
  '\n',
  '\n',
  '#',
  '{',
  '}',
  ':',
  '[',
  ']',
  '>',
  '@',
  ' ',
  '2020-01-01 10:00:00',
  '/tmp/a/b',
  'time ',
);
const texts = fc.array(words, { maxLength: 12 }).map((list) => list.join(''));

test('identical exactly when the bytes are the same, and the same level whichever comes first', async () => {
  await fc.assert(
    fc.asyncProperty(names, texts, texts, fc.double({ min: 0, max: 2, noNaN: true }), async (name, a, b, rtol) => {
      const [there, back] = [await compareAs(name, a, b, relative(rtol)), await compareAs(name, b, a, relative(rtol))];
      expect(there.level === 'IDENTICAL').toBe(a === b);
      expect(back.level).toBe(there.level);
      expect(back.difference?.place).toBe(there.difference?.place);
      expect(back.worst?.relative).toBe(there.worst?.relative);
    }),
    { numRuns: 500 },
  );
});
