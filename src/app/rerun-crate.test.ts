import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkCrate } from './check-crate.ts';
import { compare } from './compare.ts';
import { rerunCrate } from './rerun-crate.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rerun-'));
  mkdirSync(join(folder, 'crate'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ref = (id: string) => ({ '@id': id });

/** A crate as runcrate would make it of a tool that was run elsewhere. */
function published(tool: object = {}): string {
  const cwl = {
    cwlVersion: 'v1.2',
    class: 'CommandLineTool',
    baseCommand: ['sort'],
    inputs: [
      {
        id: '#main/text',
        type: 'File',
        inputBinding: {},
        default: { class: 'File', location: 'file:///home/someone/words.txt' },
      },
      { id: '#main/down', type: 'boolean', inputBinding: { prefix: '-r' } },
    ],
    outputs: [{ id: '#main/sorted', type: 'File', outputBinding: { glob: 'sorted.txt' } }],
    stdout: 'sorted.txt',
    id: '#main',
    ...tool,
  };
  const values = [
    { '@id': 'words', '@type': 'File', alternateName: 'words.txt', exampleOfWork: ref('tool.cwl#main/text') },
    { '@id': '#down', '@type': 'PropertyValue', name: 'down', value: 'True', exampleOfWork: ref('tool.cwl#main/down') },
  ];
  const result = { '@id': 'result', '@type': 'File', alternateName: 'sorted.txt', exampleOfWork: ref('tool.cwl#main/sorted') };
  const graph = [
    { '@id': 'ro-crate-metadata.json', about: ref('./') },
    { '@id': './', '@type': 'Dataset', mainEntity: ref('tool.cwl'), license: 'CC0-1.0' },
    { '@id': 'tool.cwl', '@type': ['File', 'ComputationalWorkflow'], input: values.map((value) => value.exampleOfWork) },
    {
      '@id': '#run',
      '@type': 'CreateAction',
      instrument: ref('tool.cwl'),
      object: values.map((value) => ref(value['@id'])),
      result: ref('result'),
    },
    ...values,
    result,
  ];
  const files = { 'tool.cwl': JSON.stringify(cwl), words: 'a\nb\n', result: 'b\na\n' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'crate', name), text);
  writeFileSync(join(folder, 'crate', 'ro-crate-metadata.json'), JSON.stringify({ '@graph': graph }));
  return join(folder, 'crate');
}

async function again(crate: string, only = false) {
  const healings: string[] = [];
  const containers = {
    use: false,
    only,
    locked: true,
    engine: 'auto',
    pull: 'never',
    strictMemory: false,
    strictCpu: false,
  } as const;
  const result = await rerunCrate(crate, {
    outdir: join(folder, 'out'),
    crate: join(folder, 'again'),
    evalTimeout: 10,
    command: ['test'],
    signal: new AbortController().signal,
    containers,
    images: [],
    healed: (text) => healings.push(text),
    warn: () => undefined,
    progress: () => undefined,
    watch: () => undefined,
  });
  return { ...result, healings };
}

test('a crate runs again with its recorded inputs, and what was healed is told', async () => {
  const crate = published();
  const { status, healings } = await again(crate);
  expect(status).toBe('success');
  expect(healings).toEqual(['default file:///home/someone/words.txt is words of the crate']);
  expect(readFileSync(join(folder, 'out', 'sorted.txt'), 'utf8')).toBe('b\na\n');
  expect((await compare(crate, join(folder, 'again'), 'IDENTICAL', {})).exitCode).toBe(0);
  expect((await checkCrate(crate)).exitCode).toBe(0);
});

test('nothing runs on this machine unless that is asked for, and nothing outside the crate is read', async () => {
  await expect(again(published(), true)).rejects.toMatchObject({ code: 'CRATE_UNTRUSTED', exitCode: 6 });
  const outside = join(folder, 'secret.cwl');
  writeFileSync(
    outside,
    JSON.stringify({ cwlVersion: 'v1.2', class: 'CommandLineTool', inputs: [], outputs: [], baseCommand: 'true' }),
  );
  const workflow = {
    class: 'Workflow',
    steps: [{ id: '#main/x', in: [], out: [], run: `file://${outside}` }],
    outputs: [],
    inputs: [],
  };
  await expect(again(published({ ...workflow, baseCommand: undefined, stdout: undefined }))).rejects.toMatchObject({
    code: 'CRATE_UNSAFE_ENTRY',
  });
});

test('a crate without its inputs is not run', async () => {
  const crate = published();
  rmSync(join(crate, 'words'));
  await expect(again(crate)).rejects.toMatchObject({ code: 'CRATE_NOT_EXECUTABLE', exitCode: 4 });
  expect((await checkCrate(crate)).run.obstacles).toEqual(['input text: words.txt is not in the crate']);
});
