import { describe, expect, it } from 'vitest';
import { checkInputs, conforms } from './conform.ts';
import type { Operation } from './process.ts';
import type { CwlType } from './type.ts';
import type { CwlValue } from './value.ts';

const file = { class: 'File', location: 'file:///a' } as const;
const pair: CwlType = {
  type: 'record',
  name: 'pair',
  fields: [
    { name: 'a', type: 'int' },
    { name: 'b', type: ['null', 'File'] },
  ],
};

describe('conforms', () => {
  it.each<[CwlType, CwlValue]>([
    ['int', 2147483647],
    ['int', -2147483648],
    ['long', 2 ** 40],
    ['long', 9223372036854775807n],
    ['double', 10n ** 42n],
    ['float', 1],
    ['Any', 0],
    ['Directory', { class: 'Directory', location: 'file:///d' }],
    [{ type: 'array', items: 'File' }, []],
    [{ type: 'enum', symbols: ['a'] }, 'a'],
    [pair, { a: 1 }],
    [['null', 'string'], null],
  ])('%j takes %s', (type, value) => {
    expect(conforms(type, value)).toBeUndefined();
  });

  it.each<[CwlType, CwlValue, string]>([
    ['int', 2147483648, 'expected int, found number 2147483648'],
    ['int', 1.5, 'expected int, found number 1.5'],
    ['long', 9223372036854775808n, 'expected long, found number 9223372036854775808'],
    ['string', 1, 'expected string, found number 1'],
    ['Any', null, 'expected Any, found null'],
    ['File', 'x.txt', 'expected File, found string "x.txt"; write {class: File, path: x.txt}'],
    ['Directory', file, 'expected Directory, found File'],
    [{ type: 'array', items: 'File' }, [file, file, 'x'], '[2]: expected File, found string "x"; write {class: File, path: x}'],
    [['null', { type: 'array', items: pair }], [{ a: 1 }, { a: 'x' }], '[1].a: expected int, found string "x"'],
    [['int', 'File'], true, 'expected int | File, found boolean true'],
    [{ type: 'enum', symbols: ['a', 'b'] }, 'c', 'expected a or b, found string "c"'],
    [
      { type: 'enum', symbols: ['small', 'large'] },
      'smal',
      'expected small or large, found string "smal"; did you mean "small"?',
    ],
    ['File', { path: 'x' }, 'expected File, found record; add "class: File"'],
    [pair, file, 'expected record pair, found File'],
  ])('%j refuses %s', (type, value, message) => {
    expect(conforms(type, value)).toBe(message);
  });
});

describe('checkInputs', () => {
  const process: Operation = {
    class: 'Operation',
    id: '#main',
    cwlVersion: 'v1.2',
    document: 'file:///a.cwl',
    inputs: [
      { name: 'reads', type: { type: 'array', items: 'File' } },
      { name: 'n', type: 'int', default: 3 },
      { name: 'note', type: ['null', 'string'] },
      { name: 'ref', type: 'File' },
    ],
    outputs: [],
    requirements: [],
    hints: [],
    schemas: [],
  };

  it('takes defaults for what is absent or null', () => {
    expect(checkInputs(process, { reads: [], ref: file, n: null })).toEqual([]);
  });

  it('names all that is missing in one line and every wrong value in its own', () => {
    const messages = checkInputs(process, { reads: [file, 'x'], n: 'x' }).map(({ message }) => message);
    expect(messages).toEqual([
      'a required input is missing: ref (File)',
      'reads[1]: expected File, found string "x"; write {class: File, path: x}',
      'n: expected int, found string "x"',
    ]);
    expect(checkInputs(process, {}).map(({ message }) => message)).toEqual([
      'required inputs are missing: reads (File[]), ref (File)',
    ]);
  });
});
