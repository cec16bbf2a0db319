import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInline } from '../../../fixtures/inline-documents.ts';
import { spanOf } from '../../base/span.ts';
import { loadInputObject } from './job.ts';

const target = await loadInline({
  'tool.cwl':
    'cwlVersion: v1.2\nclass: Operation\n$namespaces: {edam: "http://edamontology.org/"}\ninputs: {f: Any, n: long, reads: "File[]"}\noutputs: {}\n',
});

async function load(text: string, name = 'job.yml') {
  const folder = mkdtempSync(join(tmpdir(), 'crate-run-job-'));
  writeFileSync(join(folder, name), text);
  return { folder, ...(await loadInputObject(name, target, { cwd: folder })) };
}

describe('files', () => {
  it.each([
    ['location: a%20b%23.txt', 'a%20b%23.txt'],
    ['location: "a b#.txt"', 'a%20b%23.txt'],
    ['path: a%20b.txt', 'a%2520b.txt'],
    ['path: "A:B ünï.txt"', 'A:B%20%C3%BCn%C3%AF.txt'],
    ['location: "A%3AB.txt"', 'A:B.txt'],
  ])('%s', async (written, expected) => {
    const { inputs, folder } = await load(`f: {class: File, ${written}}\n`);
    expect(inputs['f']).toEqual({ class: 'File', location: `file://${folder}/${expected}` });
  });

  it('are read wherever they are, without their paths', async () => {
    const { inputs, folder } = await load(
      'f: {class: File, path: x, dirname: /y, format: edam:format_1, secondaryFiles: [{class: Directory, location: d/}]}\n',
    );
    expect(inputs['f']).toEqual({
      class: 'File',
      location: `file://${folder}/x`,
      format: 'http://edamontology.org/format_1',
      secondaryFiles: [{ class: 'Directory', location: `file://${folder}/d` }],
    });
  });

  it('may be literals or far away', async () => {
    const { inputs } = await load('reads: [{class: File, contents: x}, {class: File, location: "https://example.org/a?b#c"}]\n');
    expect(inputs['reads']).toEqual([
      { class: 'File', contents: 'x' },
      { class: 'File', location: 'https://example.org/a?b#c' },
    ]);
  });

  it('need something to be read from', async () => {
    await expect(load('f: {class: File, basename: x}\n')).rejects.toMatchObject({ code: 'CWL_INPUT', span: { line: 1 } });
  });
});

describe('JSON', () => {
  it('keeps large numbers and tells places when asked', async () => {
    const { inputs } = await load('{\n  "f": {"n": 1},\n  "n": 12345678901234567\n}', 'job.json');
    expect(inputs['n']).toBe(12345678901234567n);
    expect(spanOf(inputs, 'n')).toMatchObject({ line: 3, column: 3 });
  });

  it('that is broken is refused with its place', async () => {
    await expect(load('{"f": 1,\n "n": }\n{', 'job.json')).rejects.toMatchObject({ code: 'DOC_SYNTAX' });
  });
});

it('warns of inputs that the process does not have, but not of other namespaces', async () => {
  const { warnings, inputs } = await load('read: 1\ncwl:tool: tool.cwl\ns:note: x\n');
  expect(warnings.map(({ message }) => message)).toEqual(['the process has no input "read"; did you mean "reads"?']);
  expect(inputs).toEqual({});
});

it('reads what the run asks for beside its inputs', async () => {
  const { requirements } = await load('cwl:requirements: [{class: EnvVarRequirement, envDef: {A: b}}]\n');
  expect(requirements).toEqual([{ class: 'EnvVarRequirement', envDef: [{ envName: 'A', envValue: 'b' }] }]);
});

it('must be a mapping', async () => {
  await expect(load('- 1\n')).rejects.toMatchObject({ code: 'CWL_INPUT' });
});
