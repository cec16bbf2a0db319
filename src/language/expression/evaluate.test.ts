import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CwlVersion } from '../model/process.ts';
import type { CwlValue } from '../model/value.ts';
import { createEvaluator, type Evaluator, type Scope } from './evaluate.ts';
import { defaultLimits, openSandbox, type Sandbox } from './sandbox.ts';

const file = { class: 'File', location: 'file:///data/w%20s.txt', path: '/data/w s.txt', basename: 'w s.txt' } as const;
const scope: Scope = {
  inputs: {
    n: 3,
    big: 10n ** 42n,
    tiny: 1.23e-7,
    s: 'text',
    none: null,
    file,
    list: ['b', 1, true, null, { z: 'ü🕺', a: 'q"' }],
  },
  self: [{ contents: 'hello' }],
  runtime: { cores: 2, outdir: '/out' },
};

describe('without InlineJavascriptRequirement', () => {
  const evaluator = (cwlVersion: CwlVersion = 'v1.2'): Evaluator =>
    createEvaluator({ cwlVersion, expressionLib: undefined, sandbox: undefined });
  const value = (text: string, keepSpace = false): CwlValue => evaluator().evaluate(text, scope, { keepSpace });

  it.each<[string, CwlValue]>([
    ['no expression \\\\ \\$ ', 'no expression \\\\ \\$ '],
    ['$(inputs.file)', file],
    [' $(inputs.n)\n', 3],
    ['$(inputs.big)', 10n ** 42n],
    ['$(self[0].contents)', 'hello'],
    ['$(runtime.cores)', 2],
    ['-n $(inputs.n)', '-n 3'],
    [' $(inputs.s)$(inputs.s) ', 'texttext'],
    ['$(inputs.s): $(inputs.none), $(inputs.big), $(inputs.tiny)', `text: null, 1${'0'.repeat(42)}, 0.000000123`],
    ['<$(inputs.list)>', '<["b", 1, true, null, {"a": "q\\"", "z": "\\u00fc\\ud83d\\udd7a"}]>'],
    ['\\$(inputs.n)', '$(inputs.n)'],
    ['🕺 $(inputs.s)', '🕺 text'],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it('lets white space decide the type of Dirent.entry', () => {
    expect(value('$(inputs.n)', true)).toBe(3);
    expect(value('$(inputs.n)\n', true)).toBe('3\n');
    expect(value('$(inputs.file)\n', true)).toBe(
      '{"basename": "w s.txt", "class": "File", "location": "file:///data/w%20s.txt", "path": "/data/w s.txt"}\n',
    );
  });

  it('says that JavaScript needs the requirement', () => {
    expect(() => value('$(inputs.n + 1)')).toThrow('InlineJavascriptRequirement is missing');
    expect(() => value('${return 1}')).toThrow(expect.objectContaining({ code: 'EXPR_FAILED' }));
  });

  it('says which key is missing and where the expression stands', () => {
    const span = { document: 'file:///tool.cwl', line: 7, column: 3 };
    expect(() => evaluator().evaluate('a $(inputs.m)', scope, { span })).toThrow(
      expect.objectContaining({
        code: 'EXPR_FAILED',
        span,
        message: expect.stringContaining('inputs has no "m"; it has n, big') as string,
      }),
    );
  });

  it('reads backslashes by the version of the document', () => {
    const text = String.raw`a\b \\$(inputs.n)`;
    expect(evaluator('v1.0').evaluate(text, scope)).toBe(String.raw`ab \3`);
    expect(evaluator('v1.2').evaluate(text, scope)).toBe(String.raw`a\b \3`);
  });
});

describe('with InlineJavascriptRequirement', () => {
  let sandbox: Sandbox;
  beforeAll(async () => void (sandbox = await openSandbox(defaultLimits)));

  const evaluate = (text: string, expressionLib: readonly string[] = [], within: Scope = scope): CwlValue => {
    const evaluator = createEvaluator({ cwlVersion: 'v1.2', expressionLib, sandbox });
    try {
      return evaluator.evaluate(text, within);
    } finally {
      evaluator.close();
    }
  };

  it.each<[string, CwlValue]>([
    ['$(inputs.n + 1)', 4],
    ['${ return {o: inputs.n * runtime.cores}; }', { o: 6 }],
    ['$(inputs.file.basename.split(".")[0])-$(inputs["n"])', 'w s-3'],
    ['$(inputs.missing)', null],
    ['$(inputs.missing === undefined)', true],
    ['$(inputs.s.length)', 4],
    ['$(Object.keys(inputs).length)', 7],
    ['$(function () { return this.inputs; }.call(globalThis).n)', 3],
    ['x$(1e21)x', `x1${'0'.repeat(21)}x`],
    ['$("a ")$("b")', 'a b'],
    [
      `\${
      var ls = [];
      for (var i = 0; i < 3; i++) ls.push(i);
      return {l: ls};
    }!`,
      '{"l": [0, 1, 2]}!',
    ],
  ])('%s', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it('never takes a parameter reference into JavaScript', () => {
    expect(evaluate('$(inputs.big)')).toBe(10n ** 42n);
  });

  it('offers no runtime where there is none', () => {
    expect(evaluate('$(typeof runtime.cores)', [], { inputs: {}, self: null })).toBe('undefined');
  });

  it('offers expressionLib, which sees the scope', () => {
    expect(evaluate('$(f(2))', ['var factor = 10;', 'function f(x) { return x * factor + inputs.n + runtime.cores; }'])).toBe(25);
  });

  it('keeps the globals of expressionLib within one job', () => {
    const library = ['var n = 0; function next() { return ++n; }'];
    expect(evaluate('$(next())$(next())', library)).toBe('12');
    expect(evaluate('$(next())', library)).toBe(1);
  });

  it('refuses a result that is nested too deep for what reads it', () => {
    const nested = (levels: number) => `\${ var o = 0; for (var i = 0; i < ${levels}; i++) o = { o: o }; return o; }`;
    expect(JSON.stringify(evaluate(nested(400)))).toHaveLength(400 * '{"o":}'.length + 1);
    expect(() => evaluate(nested(4000))).toThrow(expect.objectContaining({ code: 'EXPR_FAILED' }));
  });

  it('lets functions call each other some thousand times', () => {
    expect(evaluate('${ function sum(n) { return n === 0 ? 0 : n + sum(n - 1); } return sum(4000); }')).toBe(8002000);
  });

  it('goes on after an expression that failed', () => {
    const evaluator = createEvaluator({ cwlVersion: 'v1.2', expressionLib: ['var n = 5;'], sandbox });
    expect(() => evaluator.evaluate('$(no.such)', scope)).toThrow(expect.objectContaining({ code: 'EXPR_FAILED' }));
    expect(evaluator.evaluate('$(n)', scope)).toBe(5);
    evaluator.close();
  });

  it('carries every value into JavaScript and back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const value = JSON.parse(JSON.stringify(input)) as CwlValue;
        expect(evaluate('${ return inputs.v; }', [], { inputs: { v: value }, self: null })).toEqual(value);
      }),
      { numRuns: 50 },
    );
  });
});
