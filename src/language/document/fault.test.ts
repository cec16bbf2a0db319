import { describe, expect, it } from 'vitest';
import { faultsOf, loadInline } from '../../../fixtures/inline-documents.ts';

const head = 'cwlVersion: v1.2\nclass: CommandLineTool\n';
const rest = 'inputs: []\noutputs: []\n';

it('lists every fault of every document at once, in their order', async () => {
  const found = await faultsOf({
    'wf.cwl':
      'cwlVersion: v1.2\nclass: Workflow\ninputs: {}\noutput: {}\noutputs: {}\nsteps:\n  s: {run: tool.cwl, in: {}, out: []}\n  t: {run: tol.cwl, in: {}, out: []}\n',
    'tool.cwl': `${head}baseComand: echo\narguments: [1]\ninputs: {a: strin}\n`,
  });
  expect(found).toEqual([
    'wf.cwl:4:1 CWL_FIELD_UNKNOWN Workflow has no field "output"; did you mean "outputs"?',
    'wf.cwl:8:7 DOC_NOT_FOUND cannot read https://example.org/tol.cwl: 404',
    'tool.cwl:1:1 CWL_FIELD_MISSING CommandLineTool needs the field "outputs"',
    'tool.cwl:3:1 CWL_FIELD_UNKNOWN CommandLineTool has no field "baseComand"; did you mean "baseCommand"?',
    'tool.cwl:4:13 CWL_FIELD_TYPE arguments: expected a mapping (a command line binding), found number 1',
    'tool.cwl:5:10 DOC_REFERENCE there is no type "strin"; did you mean "string"?',
  ]);
});

describe('versions are strict', () => {
  it.each([
    [
      'v1.1',
      'requirements: {ResourceRequirement: {coresMin: 0.5}}',
      'coresMin: expected whole number or expression, found number 0.5',
    ],
    ['v1.0', 'requirements: {NetworkAccess: {networkAccess: true}}', 'NetworkAccess needs v1.1, but this is v1.0'],
    ['v1.1', 'intent: [x]', '"intent" is a field of CommandLineTool since v1.2 only, but this is v1.1'],
    ['draft-3', '', 'cwlVersion draft-3 is not supported; use v1.0, v1.1, v1.2, v1.3 or v1.3.0-dev1'],
    ['v1.2.0-dev1', '', 'cwlVersion v1.2.0-dev1 is not supported; use v1.0, v1.1, v1.2, v1.3 or v1.3.0-dev1'],
  ])('%s %s', async (version, line, message) => {
    const found = await faultsOf({ 'tool.cwl': `cwlVersion: ${version}\nclass: CommandLineTool\n${line}\n${rest}` });
    expect(found.map((fault) => fault.replace(/^\S+ \S+ /, ''))).toEqual([message]);
  });
});

describe('the code of the whole', () => {
  it.each([
    ['requirements: {Telepathy: {}}\n', 'CWL_UNSUPPORTED', 33],
    ['requirements: {Telepathy: {}}\nbad: 1\n', 'CWL_INVALID', 2],
  ])('%s', async (line, code, exitCode) => {
    await expect(loadInline({ 'tool.cwl': head + line + rest })).rejects.toMatchObject({ code, exitCode });
  });
});

describe('text', () => {
  it.each([
    ['a: [1\n', 'DOC_SYNTAX'],
    ['a: 1\na: 2\n', 'DOC_SYNTAX'],
    ['['.repeat(20_000), 'DOC_TOO_LARGE'],
    [`${'{a: '.repeat(300)}1${'}'.repeat(300)}`, 'DOC_TOO_LARGE'],
    [
      Array.from(
        { length: 12 },
        (_, i) =>
          `a${i}: &a${i} [${Array(9)
            .fill(i ? `*a${i - 1}` : 'x')
            .join(',')}]\n`,
      ).join(''),
      'DOC_TOO_LARGE',
    ],
    ['a: &a [*a]\n', 'DOC_SYNTAX'],
  ])('refuses %#', async (text, code) => {
    await expect(loadInline({ 'tool.cwl': text })).rejects.toMatchObject({ code });
  });

  it('names the key that stands twice', async () => {
    await expect(faultsOf({ 'tool.cwl': `${head}"doc": a\ndoc: b\n` })).resolves.toEqual([
      'tool.cwl:4:1 DOC_SYNTAX "doc" is given twice',
    ]);
  });
});

describe('circles', () => {
  const workflow = (run: string) =>
    `cwlVersion: v1.2\nclass: Workflow\ninputs: {}\noutputs: {}\nsteps: {s: {run: ${run}, in: {}, out: []}}\n`;

  it('of run', async () => {
    const found = await faultsOf({ 'a.cwl': workflow('b.cwl'), 'b.cwl': workflow('a.cwl') });
    expect(found).toEqual(['b.cwl:5:13 CWL_CYCLE run: a.cwl is the workflow that this step belongs to']);
  });

  it('of $import', async () => {
    const documents = {
      'a.cwl': '{x: {$import: b.cwl}, y: {$import: c.cwl}}',
      'b.cwl': '{$import: c.cwl}',
      'c.cwl': '{$import: b.cwl}',
    };
    await expect(loadInline(documents)).rejects.toMatchObject({ code: 'CWL_CYCLE' });
  });
});

it('reports every import that fails', async () => {
  const found = await faultsOf({
    'tool.cwl':
      'cwlVersion: v1.2\nclass: CommandLineTool\nbaseCommand: x\nhints: [{$import: a.yml}]\nrequirements: [{$import: b.yml}]\ninputs: {}\noutputs: {}\n',
    'b.yml': 'class: [x',
  });
  expect(found.map((line) => line.replace(/ .*/, ''))).toEqual(['tool.cwl:4:10', 'b.yml:1:10']);
});

it.each([
  ['inputs: {w: {tipe: string}}\noutputs: {}\n', ['4:14 CWL_FIELD_UNKNOWN input "w" has no field "tipe"; did you mean "type"?']],
  ['input: {}\noutputs: {}\n', ['4:1 CWL_FIELD_UNKNOWN CommandLineTool has no field "input"; did you mean "inputs"?']],
  ['inputs: {w: }\noutputs: {}\n', ['4:10 CWL_FIELD_MISSING input "w" needs the field "type"']],
  ['inputs:\n\tw: string\n', ['5:1 DOC_SYNTAX a tab indents this line; use spaces']],
  ['inputs:\n  w: string\n x: string\n', ['6:1 DOC_SYNTAX this line is indented unlike the lines beside it']],
  ["doc: 'it's'\n", ['4:10 DOC_SYNTAX the value has ended before this; a quote within quotes is doubled']],
  ['doc: a: b\n', ['4:6 DOC_SYNTAX a second "name:" in one line; put text that has a colon and a space in quotes']],
  [
    'inputs: [{id: a, type: int}, {id: a, type: int}]\noutputs: []\n',
    ['4:30 CWL_INVALID another input is named "a" already, in line 4'],
  ],
])('says in one line what is wrong: %j', async (text, lines) => {
  const found = await faultsOf({ 'tool.cwl': `${head}baseCommand: echo\n${text}` });
  expect(found).toEqual(lines.map((line) => `tool.cwl:${line}`));
});
