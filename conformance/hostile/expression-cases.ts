import { expression, type HostileCase } from './case.ts';

const where = 'host';
/** Ways to something that an expression must not have; each gives its name when it is there. */
const ways = [
  'typeof process',
  'typeof require',
  'typeof module',
  'typeof globalThis.std',
  'typeof globalThis.os',
  'typeof fetch',
  'typeof XMLHttpRequest',
  'typeof WebAssembly',
  'typeof setTimeout',
  'typeof console',
  "typeof this.constructor.constructor('return process')()",
  "typeof Function('return this')().process",
  "typeof (0, eval)('this').require",
  'typeof (function () { return this; })().process',
  "typeof inputs.constructor.constructor('return globalThis')().process",
  "typeof [].filter.constructor('return require')()",
  "typeof (function* () {}).constructor('yield require')().next().value",
  "typeof Object.getPrototypeOf(async function () {}).constructor('return 1')().process",
];
const probe = ways
  .map(
    (way) =>
      `try { if (!/^(undefined|function|object)$/.test(${way}) || ${way} !== 'undefined') found.push(${JSON.stringify(way)}); } catch (e) {}`,
  )
  .join(' ');

/** Expressions that want more than a value. */
export const expressionCases: readonly HostileCase[] = [
  one('loops', 'while (true);', ['EXPR_TIMEOUT'], ['--eval-timeout', '1']),
  one(
    'loops inside a regular expression',
    "return {o: /^(a+)+$/.test('a'.repeat(50) + 'b')};",
    ['EXPR_TIMEOUT', 'EXPR_FAILED'],
    ['--eval-timeout', '1'],
  ),
  one(
    'loops inside a sort',
    'new Array(1e8).fill(0).sort(() => { while (true); }); return {o: 1};',
    ['EXPR_TIMEOUT', 'EXPR_MEMORY'],
    ['--eval-timeout', '1'],
  ),
  one(
    'loops in what is called to print its value',
    'return {o: {toJSON() { while (true); }}};',
    ['EXPR_TIMEOUT', 'EXPR_FAILED'],
    ['--eval-timeout', '1'],
  ),
  one('allocates', "let s = 'x'; for (;;) s += s;", ['EXPR_MEMORY', 'EXPR_FAILED', 'EXPR_TIMEOUT'], ['--eval-timeout', '10']),
  one(
    'allocates many small things',
    'const a = []; for (;;) a.push({a: [a.length]});',
    ['EXPR_MEMORY', 'EXPR_TIMEOUT'],
    ['--eval-timeout', '10'],
  ),
  one('allocates at once', 'return {o: new ArrayBuffer(2 ** 40).byteLength};', ['EXPR_MEMORY', 'EXPR_FAILED']),
  one('gives a value of 100 MB', "return {o: 'x'.repeat(1e8)};", ['EXPR_MEMORY', 'EXPR_FAILED', 'EXPR_TIMEOUT'], [], {}),
  one('recurses', 'function f() { return f() + 1; } return {o: f()};', ['EXPR_FAILED', 'EXPR_MEMORY']),
  one('gives a value nested 100,000 deep', 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return {o: a};', [
    'EXPR_FAILED',
    'EXPR_MEMORY',
  ]),
  one('gives a value that contains itself', 'const a = {}; a.a = a; return {o: a};', ['EXPR_FAILED']),
  one(
    'replaces built-ins',
    "JSON.stringify = JSON.parse = () => { throw 1; }; Object.prototype.toJSON = () => 'x'; return {o: 1};",
    ['EXPR_FAILED', 'TOOL_OUTPUT'],
    [],
    {},
  ),
  one('reaches for the host', `const found = []; ${probe} return {o: found};`, [], [], { prints: '{"o":[]}' }),
  one('imports a module', "return {o: Function('return import(\"node:fs\")')() + ''};", ['EXPR_FAILED', 'EXPR_SYNTAX'], [], {}),
  one(
    'pollutes a prototype from its value',
    `return {o: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')};`,
    ['EXPR_FAILED', 'TOOL_OUTPUT'],
    [],
    {},
  ),
  {
    name: 'an expression of one job changes what another sees',
    where,
    files: () => ({
      'document.cwl': {
        cwlVersion: 'v1.2',
        class: 'Workflow',
        inputs: {},
        outputs: { o: { type: 'Any', outputSource: 'second/o' } },
        steps: {
          first: {
            run: expression(
              "Object.prototype.polluted = 1; globalThis.polluted = 1; Array.prototype.join = () => 'bad'; return {o: 'x'};",
            ),
            in: {},
            out: ['o'],
          },
          second: {
            run: {
              ...expression("return {o: [typeof ({}).polluted, typeof globalThis.polluted, [1, 2].join('')]};"),
              inputs: { after: 'Any' },
            },
            in: { after: 'first/o' },
            out: ['o'],
          },
        },
      },
    }),
    codes: [],
    contained: { prints: '{"o":["undefined","undefined","12"]}' },
  },
];

function one(
  what: string,
  body: string,
  codes: HostileCase['codes'],
  args: readonly string[] = [],
  contained?: HostileCase['contained'],
): HostileCase {
  const files = () => ({ 'document.cwl': expression(body) });
  return { name: `an expression ${what}`, where, files, codes, args, ...(contained === undefined ? {} : { contained }) };
}
