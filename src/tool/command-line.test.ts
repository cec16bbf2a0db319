import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../language/expression/evaluate.ts';
import type { CommandLineBinding } from '../language/model/binding.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import type { Requirement } from '../language/model/requirement.ts';
import type { CwlType } from '../language/model/type.ts';
import type { CwlObject } from '../language/model/value.ts';
import { commandLine } from './command-line.ts';

type Inputs = Readonly<Record<string, readonly [CwlType, (CommandLineBinding | undefined)?]>>;

/** The words after the name of the program. */
function words(
  inputs: Inputs,
  values: CwlObject,
  more: Partial<CommandLineTool> = {},
  requirements: readonly Requirement[] = [],
) {
  const tool: CommandLineTool = {
    class: 'CommandLineTool',
    id: '#main',
    cwlVersion: 'v1.2',
    document: 'file:///t.cwl',
    inputs: Object.entries(inputs).map(([name, [type, inputBinding]]) => ({
      name,
      type,
      ...(inputBinding ? { inputBinding } : {}),
    })),
    outputs: [],
    requirements: [],
    hints: [],
    schemas: [],
    baseCommand: ['p'],
    arguments: [],
    successCodes: [],
    temporaryFailCodes: [],
    permanentFailCodes: [],
    ...more,
  };
  const evaluator = createEvaluator({ cwlVersion: 'v1.2', expressionLib: undefined, sandbox: undefined });
  return commandLine(tool, { requirements, hints: [] }, { evaluator, inputs: values }).slice(1);
}

const array = (items: CwlType, inputBinding?: CommandLineBinding): CwlType => ({
  type: 'array',
  items,
  ...(inputBinding ? { inputBinding } : {}),
});

describe('the command line', () => {
  it('orders by position, then arguments before inputs, then by name', () => {
    const inputs: Inputs = {
      b: ['string', {}],
      a: ['string', {}],
      first: ['string', { position: -1 }],
      tenth: ['string', { position: 10 }],
      second: ['string', { position: 2 }],
    };
    const values = { b: 'b', a: 'a', first: 'first', tenth: 'tenth', second: 'second' };
    expect(words(inputs, values, { arguments: [{ valueFrom: 'x' }, { valueFrom: 'y', position: 2 }] })).toEqual([
      'first',
      'x',
      'a',
      'b',
      'y',
      'second',
      'tenth',
    ]);
  });

  it('leaves out inputs without a binding, null, and false', () => {
    expect(
      words(
        { a: ['string'], b: [['null', 'string'], { prefix: '-b' }], c: ['boolean', { prefix: '-c' }] },
        { a: 'x', b: null, c: false },
      ),
    ).toEqual([]);
  });

  it('does not evaluate valueFrom for null', () => {
    expect(words({ a: [['null', 'string'], { valueFrom: 'always' }] }, { a: null })).toEqual([]);
  });

  it('writes a prefix apart or together, and alone for true', () => {
    const inputs: Inputs = {
      a: ['int', { prefix: '-a' }],
      b: ['int', { prefix: '-b=', separate: false }],
      c: ['boolean', { prefix: '-c' }],
      d: ['boolean', {}],
    };
    expect(words(inputs, { a: 1, b: 2, c: true, d: true })).toEqual(['-a', '1', '-b=2', '-c']);
  });

  it('writes numbers without exponents and without losing digits', () => {
    expect(words({ a: ['double', {}], b: ['double', {}], c: ['long', {}] }, { a: 1.23e-5, b: 1e21, c: 10n ** 42n })).toEqual([
      '0.0000123',
      '1' + '0'.repeat(21),
      '1' + '0'.repeat(42),
    ]);
  });

  it.each([
    ['each item after one prefix', array('string'), { prefix: '-i' }, ['x', 'y'], ['-i', 'x', 'y']],
    ['joined', array('int'), { prefix: '-i', itemSeparator: ',' }, [1, 2], ['-i', '1,2']],
    ['a prefix for each', array('string', { prefix: '-i=', separate: false }), undefined, ['x', 'y'], ['-i=x', '-i=y']],
    ['both', array('string', { prefix: '-B=', separate: false }), { prefix: '-A' }, ['x', 'y'], ['-A', '-B=x', '-B=y']],
    ['nested', array(array('string')), { prefix: '-i' }, [['a', 'b'], ['c']], ['-i', 'a', 'b', 'c']],
    ['nothing for an empty array', array('string'), { prefix: '-i' }, [], []],
    ['nothing for booleans without prefix', array('boolean'), {}, [true, false], []],
    ['any', 'Any', { prefix: '-i' }, ['x', 2], ['-i', 'x', '2']],
  ] as const)('binds arrays: %s', (_, type, binding, value, expected) => {
    expect(words({ a: [type, binding] }, { a: value })).toEqual(expected);
  });

  it('keeps items of a long array together and in order', () => {
    const letters = 'abcdefghijkl'.split('');
    const inputs: Inputs = { list: [array('string', { position: 1, prefix: '-l' })], other: ['string', { position: 2 }] };
    expect(words(inputs, { list: letters, other: 'end' })).toEqual([...letters.flatMap((letter) => ['-l', letter]), 'end']);
  });

  it('binds the fields of a record by their positions, the record itself before them', () => {
    const record: CwlType = {
      type: 'record',
      fields: [
        { name: 'z', type: 'string', inputBinding: { position: 1 } },
        { name: 'y', type: 'int', inputBinding: { position: 2, prefix: '-y' } },
        { name: 'x', type: ['null', 'int'], inputBinding: { prefix: '-x' } },
      ],
    };
    expect(words({ r: [record, { prefix: '-r' }] }, { r: { y: 1, z: 'zed', x: null } })).toEqual(['-r', 'zed', '-y', '1']);
    const two = [
      { y: 1, z: 'a' },
      { y: 2, z: 'b' },
    ] as const;
    expect(words({ r: [array(record), {}] }, { r: two })).toEqual(['a', '-y', '1', 'b', '-y', '2']);
  });

  it('uses the binding of the alternative that a value belongs to', () => {
    const union: CwlType = ['null', 'int', { type: 'enum', symbols: ['on', 'off'], inputBinding: { prefix: '--mode' } }];
    expect(words({ u: [union] }, { u: 'on' })).toEqual(['--mode', 'on']);
    expect(words({ u: [union, { prefix: '-u' }] }, { u: 3 })).toEqual(['-u', '3']);
  });

  it('evaluates valueFrom and position with the value as self', () => {
    const inputs: Inputs = {
      a: ['int', { position: '$(self)', prefix: '-a' }],
      f: ['File', { position: 4, valueFrom: '$(self.basename)' }],
    };
    const f = { class: 'File', basename: 'n.txt', path: '/in/n.txt' } as const;
    expect(words(inputs, { a: 5, f })).toEqual(['n.txt', '-a', '5']);
    expect(words({ f: ['File', {}], g: [array('File'), { itemSeparator: ',' }] }, { f, g: [f, f] })).toEqual([
      '/in/n.txt',
      '/in/n.txt,/in/n.txt',
    ]);
  });

  it('hands a shell one quoted command, except where shellQuote says no', () => {
    const shell: Requirement = { class: 'ShellCommandRequirement' };
    const options = { arguments: [{ valueFrom: '>', shellQuote: false }, { valueFrom: "it's" }] };
    expect(words({}, {}, options, [shell])).toEqual(['-c', `p > 'it'"'"'s'`]);
    expect(words({}, {}, options)).toEqual(['>', "it's"]);
  });

  it('refuses a tool without any command', () => {
    expect(() => words({}, {}, { baseCommand: [] })).toThrow('no command');
  });
});
