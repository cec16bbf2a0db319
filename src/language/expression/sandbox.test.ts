import { beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from './sandbox.ts';

const nothing = { inputs: '{"a":[1,2,3],"s":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"}', self: 'null', runtime: '{}' };

describe('the sandbox', () => {
  let sandbox: Sandbox;
  let patient: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox({ seconds: 0.2, memoryMiB: 8 });
    patient = await openSandbox({ seconds: 20, memoryMiB: 8 });
  });

  const run = (source: string, library: readonly string[] = [], within = sandbox): unknown => {
    const realm = within.open(library);
    try {
      return JSON.parse(realm.run(source, nothing));
    } finally {
      realm.close();
    }
  };

  it.each([
    ['an endless loop', '${ while (true) {} }'],
    ['an endless loop that catches', '${ while (true) try { while (true) {} } catch (e) {} }'],
    ['an endless loop in finally', '${ try { while (true) {} } finally { while (true) {} } }'],
    ['a catastrophic regular expression', '$(/^(a+)+$/.test(inputs.s))'],
    ['a getter', '$({ get a() { while (true) {} } })'],
    ['toJSON', '$({ toJSON: function () { while (true) {} } })'],
    ['the message of what is thrown', '${ throw { get message() { while (true) {} } }; }'],
    ['a built-in that looks at no clock', '$(Array.prototype.indexOf.call({ length: Math.pow(2, 53) - 1 }, 1))'],
    ['a built-in that an operator calls', '${ inputs.a.length = 4294967295; return inputs.a + ""; }'],
  ])('stops %s', (_name, source) => {
    expect(() => run(source)).toThrow(
      expect.objectContaining({ code: 'EXPR_TIMEOUT', message: expect.stringContaining('0.2 s') as string }),
    );
    expect(run('$(1 + 1)')).toBe(2);
  });

  it.each([
    ['a growing array', '${ var a = []; while (true) a.push(a.length); }'],
    ['objects that grow in number', '${ var a = []; while (true) a.push({ n: [1, 2, 3] }); }'],
    ['a growing string', '${ var s = "x"; while (true) s = s + s; }'],
    ['a huge string', '$("x".repeat(1e9))'],
    ['a huge result', '${ return Array(4000).fill(Array(3000).fill("xx").join("")); }'],
    ['a huge array', '$(new Array(1e8).fill(0))'],
  ])('stops %s that needs too much memory', (_name, source) => {
    expect(() => run(source, [], patient)).toThrow(
      expect.objectContaining({ code: 'EXPR_MEMORY', message: expect.stringContaining('8 MiB') as string }),
    );
    expect(run('$(1 + 1)', [], patient)).toBe(2);
  });

  it('refuses a scope that does not fit into memory', () => {
    const realm = sandbox.open([]);
    const scope = { ...nothing, self: JSON.stringify('x'.repeat(9e6)) };
    expect(() => realm.run('$(self.length)', scope)).toThrow(expect.objectContaining({ code: 'EXPR_MEMORY' }));
    expect(realm.run('$(1)', nothing)).toBe('1');
    realm.close();
  });

  it.each([
    ['a function', '${ function f() { return f() + 1; } return f(); }'],
    ['callbacks', '${ function f() { return "a".replace(/a/, f); } return f(); }'],
    ['data', '$(JSON.parse("[".repeat(1e5) + "]".repeat(1e5)))'],
    ['the code', `$(${'['.repeat(20000)}${']'.repeat(20000)})`],
  ])('ends %s that is too deep', (_name, source) => {
    expect(() => run(source)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^EXPR_(FAILED|MEMORY|SYNTAX)$/) as string }),
    );
    expect(run('$(1 + 1)')).toBe(2);
  });

  it('goes on at once when one interpreter broke, in every realm', () => {
    const other = sandbox.open(['var n = 40;']);
    expect(other.run('$(n + 1)', nothing)).toBe('41');
    expect(() => run('$(new Array(4294967295).includes(1))')).toThrow(expect.objectContaining({ code: 'EXPR_TIMEOUT' }));
    expect(other.run('$(n + 2)', nothing)).toBe('42');
    other.close();
  });

  it.each(['process', 'require', 'console', 'fetch', 'setTimeout', 'std', 'os', 'WebAssembly'])('has no %s', (name) => {
    expect(run(`$(typeof ${name})`)).toBe('undefined');
  });

  it('gives no way out through constructors', () => {
    expect(() => run(`$(this.constructor.constructor('return process')())`)).toThrow(
      expect.objectContaining({ code: 'EXPR_FAILED' }),
    );
    expect(() => run(`$(inputs.constructor.constructor('return process')())`)).toThrow(
      "ReferenceError: 'process' is not defined",
    );
  });

  it('keeps globals and prototypes from the next job', () => {
    run('${ Object.prototype.leak = 1; Array.prototype.map = null; globalThis.leak = 2; JSON.stringify = null; return 1; }');
    expect(run('$([typeof leak, typeof inputs.leak, [1].map(function (x) { return x + 1; })])')).toEqual([
      'undefined',
      'undefined',
      [2],
    ]);
  });

  it('keeps its own tools when a job replaces the built-in ones', () => {
    expect(run('${ JSON.stringify = JSON.parse = function () { return "stolen"; }; return {a: 1}; }')).toEqual({ a: 1 });
  });

  it('gives each expression a scope of its own', () => {
    const realm = sandbox.open([]);
    expect(realm.run('${ inputs.a.push(4); return inputs.a.length; }', nothing)).toBe('4');
    expect(realm.run('$(inputs.a.length)', nothing)).toBe('3');
    realm.close();
  });

  it('runs strictly', () => {
    expect(() => run('${ undeclared = 1; return 1; }')).toThrow('ReferenceError');
    expect(() => run('$(f())', ['function f() { undeclared = 1; }'])).toThrow('ReferenceError');
    expect(run('${ return this === undefined; }')).toBe(true);
  });

  it('names the error, its line and the expression', () => {
    expect(() => run('${\n  var x = inputs.none;\n  return x.path;\n}')).toThrow(
      "TypeError: cannot read property 'path' of undefined, in line 3 of ${ var x = inputs.none; return x.path; }",
    );
    expect(() => run('${ throw "a word"; }')).toThrow('thrown: a word, in ${ throw "a word"; }');
    expect(() => run('${ throw null; }')).toThrow('thrown: null');
    expect(() => run('$(f())', ['var a;\nthrow new Error("no library")'])).toThrow(
      'Error: no library, in line 2 of var a; throw',
    );
  });

  it.each(['$(1 +)', '$(a; b)', '${ return }; }', '${\n var 1x;\n}', '$()'])('tells syntax errors apart: %s', (source) => {
    expect(() => run(source)).toThrow(expect.objectContaining({ code: 'EXPR_SYNTAX' }));
  });

  it('shortens a long expression', () => {
    const source = `\${ return none; ${'/* long */ '.repeat(1000)} }`;
    expect(() => run(source)).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{60,250}$/) as string }));
  });

  it.each<[string, unknown]>([
    ['${ var a; }', null],
    ['$(undefined)', null],
    ['$(0 / 0)', null],
    ['$({ a: undefined, b: [undefined, 1] })', { b: [null, 1] }],
    ['$(new Date(0))', '1970-01-01T00:00:00.000Z'],
    ['$("nul \\u0000, lone \\ud800, 🕺")', 'nul \u0000, lone \ud800, 🕺'],
    ['$(1 // one\n)', 1],
  ])('%s is %j', (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it.each(['$(Math.max)', '${ return Symbol("x"); }', '$(parseInt("1") && BigInt(1))'])('%s is no data', (source) => {
    expect(() => run(source)).toThrow(expect.objectContaining({ code: 'EXPR_FAILED' }));
  });
});
