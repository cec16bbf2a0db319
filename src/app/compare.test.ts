import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { compare, compareLikeTonkaz } from './compare.ts';

const scratch = mkdtempSync(join(tmpdir(), 'crate-run-compare-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let count = 0;

/** A folder with the files. */
function folder(files: Readonly<Record<string, string>>): string {
  const root = join(scratch, String((count += 1)));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A crate of a run with results, of which each is an entity. */
function crate(results: readonly Readonly<Record<string, unknown>>[], files: Readonly<Record<string, string>> = {}): string {
  const refs = results.map((result) => ({ '@id': result['@id'] }));
  const graph = [
    { '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: { '@id': './' } },
    { '@id': './', '@type': 'Dataset', mentions: { '@id': '#run' } },
    { '@id': '#run', '@type': 'CreateAction', result: refs },
    ...results,
  ];
  const metadata = JSON.stringify({ '@context': 'https://w3id.org/ro/crate/1.1/context', '@graph': graph });
  return folder({ ...files, 'ro-crate-metadata.json': metadata });
}

const validate = new Ajv2020().compile(JSON.parse(readFileSync('profiles/compare.schema.json', 'utf8')) as object);

interface Result {
  readonly files: readonly { readonly path: string; readonly level: string; readonly by?: string; readonly other?: string }[];
}

async function levels(a: string, b: string, choices = {}) {
  const { json, exitCode, lines } = await compare(a, b, 'EQUIVALENT', choices);
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  const { files } = json as unknown as Result;
  return { exitCode, lines, files, levels: files.map(({ path, level }) => `${path} ${level}`) };
}

test('folders are compared file by file, by path, then by name', async () => {
  const a = folder({ 'x/one.txt': '1', 'two.csv': 'a,b\n1,2\n', 'only.txt': '' });
  const b = folder({ 'y/one.txt': '1', 'two.csv': 'a,b\n1,3\n' });
  const found = await levels(a, b);
  expect(found.levels).toEqual(['only.txt MISSING', 'two.csv DIFFERENT', 'x/one.txt IDENTICAL']);
  expect(found.files[2]).toMatchObject({ by: 'name', other: 'y/one.txt' });
  expect(found.exitCode).toBe(1);
  expect(found.lines).toContain('  DIFFERENT        two.csv  table; line 2, column b: 2 -> 3');
});

test('exit codes: 0 reached, 1 below, 3 when nothing is compared or nobody can tell', async () => {
  const [a, b, empty] = [
    folder({ 'run.log': 'started 2020-01-01\n' }),
    folder({ 'run.log': 'started 2020-01-02\n' }),
    folder({ x: '' }),
  ];
  expect((await compare(a, b, 'EQUIVALENT', {})).exitCode).toBe(0);
  expect((await compare(a, b, 'IDENTICAL', {})).exitCode).toBe(1);
  expect((await compare(empty, empty, 'EQUIVALENT', { ignore: ['x'] })).exitCode).toBe(3);
});

test('rules give tolerances and leave out files and columns, and the report says so', async () => {
  const a = folder({ 'fit.csv': 'n,time,v\n1,5,1.000\n', 'other.csv': 'v\n1.0\n', 'note.log': 'x' });
  const b = folder({ 'fit.csv': 'n,time,v\n1,6,1.001\n', 'other.csv': 'v\n1.1\n', 'note.log': 'y' });
  const rules = join(
    folder({ 'rules.yml': 'ignore: ["*.log"]\nfiles:\n  - {match: fit*, tolerance: 1e-2, leave-out: [time]}\n' }),
    'rules.yml',
  );
  const found = await levels(a, b, { rules });
  expect(found.levels).toEqual(['fit.csv WITHIN-TOLERANCE', 'other.csv DIFFERENT']);
  expect(found.lines[1]).toBe('  1 WITHIN-TOLERANCE, 1 DIFFERENT; 1 left out by *.log');
  expect((await levels(a, b, { rules, tolerance: '0.2' })).levels[1]).toBe('other.csv WITHIN-TOLERANCE');
  await expect(compare(a, b, 'EQUIVALENT', { tolerance: '-1' })).rejects.toThrow('--tolerance needs');
});

const outputs = (uuid: string, when: string) => [
  {
    '@id': 'outputs/log',
    '@type': 'File',
    contentSize: 64,
    text: `# read /var/lib/cwl/stg${uuid}/a.bam\n`,
    encodingFormat: 'text/plain',
  },
  {
    '@id': 'outputs/a.bam',
    '@type': 'File',
    contentSize: 1000,
    sha512: '0'.repeat(127) + when,
    encodingFormat: 'http://edamontology.org/format_2572',
  },
];

test('crates are compared by what they hold, what is in their metadata, and digests', async () => {
  const a = crate(outputs('85ecb02e-caa0-499a-97e9-fde23a3f94d9', '1'));
  const b = crate(outputs('1aa8d437-1983-4bd4-9245-3a749e354fb4', '2'));
  const found = await levels(a, b);
  expect(found.levels).toEqual(['outputs/log EQUIVALENT', 'outputs/a.bam CANNOT-TELL']);
  expect(found.exitCode).toBe(3);
  expect((await levels(a, a)).exitCode).toBe(0);
});

test('results correspond by output parameter; an empty file that stands for another tells nothing', async () => {
  const file = (name: string, more = {}) => ({
    '@id': name,
    '@type': 'File',
    exampleOfWork: { '@id': 'wf.cwl#main/table' },
    ...more,
  });
  const a = crate([file('2020-01-01.txt')], { '2020-01-01.txt': 'x\n' });
  const b = crate([file('2020-01-02.txt')], { '2020-01-02.txt': 'x\n' });
  expect((await levels(a, b)).files).toMatchObject([{ level: 'IDENTICAL', by: 'parameter', other: '2020-01-02.txt' }]);
  const placeholder = crate([file('2020-01-01.txt', { sha1: '0'.repeat(40) })], { '2020-01-01.txt': '' });
  expect((await levels(placeholder, placeholder)).files).toMatchObject([{ level: 'IDENTICAL' }]);
  expect((await levels(placeholder, a)).files).toMatchObject([{ level: 'CANNOT-TELL' }]);
});

test('the scale of Tonkaz looks at sizes and counts, of outputs with an EDAM format unless all are asked for', async () => {
  const stats = (id: string, mapped: number) => ({
    '@id': id,
    '@type': 'FileStats',
    totalReads: 100,
    mappedReads: mapped,
    duplicateReads: 0,
  });
  const bam = (digit: string) => ({ ...outputs('', digit)[1], stats: { '@id': '#s' } });
  const crateOf = (digit: string, mapped: number) =>
    crate([bam(digit), { '@id': 'x', '@type': 'File', contentSize: 1 }, stats('#s', mapped)]);
  const counts = async (a: string, b: string, all = false) =>
    ((await compareLikeTonkaz(a, b, { all })).json as unknown as { counts: number[] }).counts;
  const a = crateOf('1', 100);
  expect(await counts(a, a)).toEqual([1, 0, 0, 0]);
  expect(await counts(a, crateOf('2', 97))).toEqual([0, 1, 0, 0]);
  expect(await counts(a, crateOf('2', 90))).toEqual([0, 0, 1, 0]);
  expect(await counts(a, crate([]), true)).toEqual([0, 0, 0, 3]);
});

test('a test report has a case for each file, and no markup from names or texts', async () => {
  const { junit } = await compare(folder({ '<a>&"b': '<x>\u001b[31m' }), folder({ '<a>&"b': '<y>' }), 'EQUIVALENT', {});
  expect(junit).toContain('<testcase classname="crate-run.compare" name="&lt;a&gt;&amp;&quot;b"><failure');
  expect(junit).not.toMatch(/<x>|\u001b/);
});
