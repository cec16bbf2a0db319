import { describe, expect, it } from 'vitest';
import { faultsOf, loadInline } from '../../../../fixtures/inline-documents.ts';

/** A workflow with inputs and steps; every step runs a tool with these inputs and the output `o`. */
function documents(inputs: string, steps: string, tool: string, output = 'File', extra = ''): Record<string, string> {
  return {
    'wf.cwl': `cwlVersion: v1.2\nclass: Workflow\nrequirements: {ScatterFeatureRequirement: {}, MultipleInputFeatureRequirement: {}, StepInputExpressionRequirement: {}}\ninputs: {${inputs}}\nsteps:\n${steps
      .split('; ')
      .map((line) => `  ${line}\n`)
      .join('')}outputs: {${extra}}\n`,
    'tool.cwl': `cwlVersion: v1.2\nclass: Operation\ninputs: {${tool}}\noutputs: {o: "${output}"}\n`,
  };
}

const messages = async (all: Record<string, string>) => (await faultsOf(all)).map((fault) => fault.replace(/^\S+ \S+ /, ''));
const warnings = async (all: Record<string, string>) => (await loadInline(all)).warnings.map(({ message }) => message);
const step = (ins: string, more = '') => `s: {run: tool.cwl, in: {${ins}}, out: [o]${more}}`;

describe('links', () => {
  it.each([
    ['int', 'long', 'fits'],
    ['int', 'double', 'fits'],
    ['int', 'string', 'cannot'],
    ['string', 'File', 'cannot'],
    ['File', 'File?', 'fits'],
    ['File?', 'File', 'may not'],
    ['File?', 'int?', 'cannot'],
    ['Any', 'File', 'fits'],
    ['File', 'Any', 'fits'],
    ['double', 'int', 'may not'],
    ['int[]', 'int', 'cannot'],
    ['int[]', 'string[]', 'cannot'],
    ['{type: enum, symbols: [a, b]}', 'string', 'fits'],
    ['{type: enum, symbols: [a, b]}', '{type: enum, symbols: [b, c]}', 'may not'],
    ['{type: record, fields: {a: int}}', '{type: record, fields: {a: int, b: int?}}', 'fits'],
    ['{type: record, fields: {a: int}}', '{type: record, fields: {a: string}}', 'cannot'],
  ])('%s to %s: %s', async (source, sink, verdict) => {
    const quoted = (type: string) => (type.startsWith('{') ? type : `"${type}"`);
    const all = documents(`i: {type: ${quoted(source)}}`, step('x: i'), `x: {type: ${quoted(sink)}}`);
    const found = verdict === 'may not' ? await warnings(all) : await messages(all);
    expect(found).toEqual(verdict === 'fits' ? [] : [expect.stringContaining(`${verdict} fit s/x`)]);
  });

  it.each([
    ['merged sources make a list', 'x: [i, i]', '', 'int[]', true],
    ['merged sources are no scalar', 'x: [i, i]', '', 'int', false],
    ['flattened lists stay lists', 'x: {source: [l, l], linkMerge: merge_flattened}', '', 'int[]', true],
    ['nested lists are deeper', 'x: {source: [l, l]}', '', 'int[]', false],
    ['one of several', 'x: {source: [i, n], pickValue: first_non_null}', '', 'int', true],
    ['all of several are a list', 'x: {source: [i, n], pickValue: all_non_null}', '', 'int', false],
    ['valueFrom makes any value', 'x: {source: l, valueFrom: "$(self[0])"}', '', 'int', true],
    ['scatter takes items', 'x: l', ', scatter: x', 'int', true],
    ['scatter needs a list', 'x: i', ', scatter: x', 'int', false],
  ])('%s', async (_, ins, more, sink, fits) => {
    const found = await messages(documents('i: int, n: int?, l: "int[]"', step(ins, more), `x: "${sink}"`));
    expect(found.length === 0).toBe(fits);
  });

  it('gathers what a scatter makes, one dimension for each input of a nested crossproduct', async () => {
    const nested = step('x: l, y: l', ', scatter: [x, y], scatterMethod: nested_crossproduct');
    const result = (type: string) =>
      messages(documents('l: "int[]"', nested, 'x: int, y: int', 'int', `r: {type: "${type}", outputSource: s/o}`));
    expect(await result('int[][]')).toEqual([]);
    expect(await result('int[]')).toEqual(['s/o (int[][]) cannot fit r (int[])']);
  });

  it('warns when a skipped step may leave null', async () => {
    const all = documents(
      'i: int',
      step('x: i', ', when: $(inputs.x > 1)'),
      'x: int',
      'int',
      'r: {type: int, outputSource: s/o}',
    );
    expect(await warnings(all)).toEqual(['s/o (int?) may not fit r (int)']);
  });
});

describe('steps', () => {
  it.each([
    ['x: ii', 's/x: source "ii" is no input and no step output; known: i, s/o'],
    ['', 'step s: nothing is linked to the input "x" (int)'],
    ['X: i', 'step s: the process has no input "X"; did you mean "x"?'],
  ])('in: {%s}', async (ins, message) => {
    expect(await messages(documents('i: int', step(ins), 'x: int'))).toEqual([message]);
  });

  it('may have inputs that the process has not', async () => {
    expect(await messages(documents('i: int', step('x: i, more: i'), 'x: int'))).toEqual([]);
  });

  it('must not offer outputs that the process has not, nor scatter what is no input', async () => {
    const wrong = 's: {run: tool.cwl, in: {x: i}, out: [p], scatter: y}';
    expect(await messages(documents('i: int', wrong, 'x: int'))).toEqual([
      'step s: the process has no output "p"; it has o',
      'step s: scatter names "y", which is no input of the step',
    ]);
  });

  it('must not wait for each other', async () => {
    const ring =
      'a: {run: tool.cwl, in: {x: c/o}, out: [o]}; b: {run: tool.cwl, in: {x: a/o}, out: [o]}; c: {run: tool.cwl, in: {x: b/o}, out: [o]}';
    expect(await messages(documents('', ring, 'x: File'))).toEqual(['steps wait for each other: a → b → c → a']);
  });

  it('should ask for the features that they use', async () => {
    const all = documents('l: "int[]"', step('x: l', ', scatter: x'), 'x: int');
    all['wf.cwl'] = all['wf.cwl']!.replace('ScatterFeatureRequirement: {}, ', '');
    expect(await warnings(all)).toEqual(['step s scatters, so the workflow should ask for ScatterFeatureRequirement']);
  });
});
