import { describe, expect, it } from 'vitest';
import type { Process } from '../language/model/process.ts';
import type { CwlType } from '../language/model/type.ts';
import { readInputWords } from './input-flags.ts';

function processWith(types: Record<string, CwlType>): Process {
  return {
    class: 'ExpressionTool',
    id: '#main',
    cwlVersion: 'v1.2',
    document: 'file:///tool.cwl',
    inputs: Object.entries(types).map(([name, type]) => ({ name, type })),
    outputs: [],
    expression: '${}',
    requirements: [],
    hints: [],
    schemas: [],
  };
}

const read = (types: Record<string, CwlType>, ...words: string[]) => readInputWords(words, processWith(types));

describe('inputs as flags', () => {
  it.each<[string, CwlType, string, unknown]>([
    ['text', 'string', '12', '12'],
    ['a whole number', 'int', '-12', -12],
    ['a long number, digit by digit', 'long', '12345678901234567890', 12345678901234567890n],
    ['a number', ['null', 'double'], '1e3', 1000],
    ['a word of an enum', { type: 'enum', symbols: ['fast', 'slow'] }, 'slow', 'slow'],
    ['the first member of a union that fits', ['int', 'string'], 'x', 'x'],
    ['a remote file', 'File', 'https://example.org/a.txt', { class: 'File', location: 'https://example.org/a.txt' }],
    ['a list as JSON', { type: 'array', items: 'int' }, '[1, 2]', [1, 2]],
  ])('reads %s', (_, type, word, value) => {
    expect(read({ x: type }, '--x', word).inputs).toEqual({ x: value });
    expect(read({ x: type }, `--x=${word}`).inputs).toEqual({ x: value });
  });

  it('collects repeated flags in a list', () => {
    expect(read({ x: { type: 'array', items: 'string' } }, '--x', 'a', '--x', 'b').inputs).toEqual({ x: ['a', 'b'] });
  });

  it('makes records of flags with a dot', () => {
    const record: CwlType = { type: 'record', fields: [{ name: 'n', type: 'int' }, { name: 's', type: 'string' }] }; // prettier-ignore
    expect(read({ r: record }, '--r.n', '1', '--r.s', 'x').inputs).toEqual({ r: { n: 1, s: 'x' } });
  });

  it('takes a boolean without a value and leaves the job file alone', () => {
    expect(read({ v: 'boolean', n: 'int' }, '--v', 'job.yml', '--n', '3')).toEqual({ inputs: { v: true, n: 3 }, job: 'job.yml' });
    expect(read({ v: 'boolean' }, '--v=false').inputs).toEqual({ v: false });
  });

  it.each([
    [['--other', '1'], /unknown option --other; the inputs are --n/],
    [['--n', 'x'], /--n: expected int, found "x"/],
    [['--n'], /--n needs a value of type int/],
    [['a.yml', 'b.yml'], /two job files: a.yml and b.yml/],
  ])('refuses %j', (words, message) => {
    expect(() => read({ n: 'int' }, ...words)).toThrow(message);
  });
});
