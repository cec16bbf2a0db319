import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJson } from '../../base/json.ts';
import type { CwlValue } from '../model/value.ts';
import { follow, readReference } from './reference.ts';
import { defaultLimits, openSandbox, type Sandbox } from './sandbox.ts';

const bar = { baz: 'zab1', 'b az': 2, "b'az": true, 'b"az': null, buz: ['a', 'b', 'c'], length: 7, größe: 10n ** 42n };
const scope = { inputs: { bar, text: 'héllo', many: [[1, 2], []] }, self: null };
const value = (source: string): CwlValue => follow(readReference(source)!, scope);

describe('parameter references', () => {
  it.each<[string, CwlValue]>([
    ['$(inputs)', scope.inputs],
    ['$(self)', null],
    ['$(null)', null],
    ['$(inputs.bar.baz)', 'zab1'],
    [`$(inputs['bar']["b az"])`, 2],
    [String.raw`$(inputs.bar['b\'az'])`, true],
    [`$(inputs.bar["b'az"])`, true],
    [`$(inputs.bar['b"az'])`, null],
    ['$(inputs.bar.buz[1])', 'b'],
    ['$(inputs.bar.buz.length)', 3],
    ['$(inputs.bar.length)', 7],
    ['$(inputs.bar.größe)', 10n ** 42n],
    ['$(inputs.text[1])', 'é'],
    ['$(inputs.many[0][1])', 2],
  ])('%s', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it.each(['$(inputs.a + 1)', '$( inputs.a )', '$(f())', '${return 1}', '$(inputs.)', '$(inputs[a])', '$()', '$(inputs.a-b)'])(
    '%s is none',
    (source) => {
      expect(readReference(source)).toBeUndefined();
    },
  );

  it.each([
    ['$(inputs.bar.bax)', 'inputs.bar has no "bax"; it has baz, b az'],
    ['$(inputs.bar.buz[3])', 'inputs.bar.buz has no item 3, its length is 3'],
    ['$(inputs.bar.buz.first)', 'inputs.bar.buz is an array, it has no "first"'],
    ['$(inputs.text.length)', 'inputs.text is a string, it has no "length"'],
    ['$(inputs.many.length.more)', 'it has no "length"'],
    ['$(self.path)', 'self is null, it has no "path"'],
    ['$(null.something)', '"null" is not known here'],
    ['$(runtime.cores)', '"runtime" is not known here; there are inputs, self'],
    ['$(inputs.constructor)', 'inputs has no "constructor"'],
    ['$(inputs.bar.__proto__)', 'inputs.bar has no "__proto__"'],
  ])('%s fails: %s', (source, message) => {
    expect(() => value(source)).toThrow(
      expect.objectContaining({ code: 'EXPR_FAILED', message: expect.stringContaining(message) as string }),
    );
  });
});

describe('parameter references and JavaScript', () => {
  let sandbox: Sandbox;
  beforeAll(async () => void (sandbox = await openSandbox(defaultLimits)));

  it('agree on every path through every value', () => {
    const realm = sandbox.open([]);
    const key = fc.oneof(fc.constantFrom('a', 'b c', "d'e", 'f"g', 'length', '__proto__', 'ü', '1', '\\'), fc.string());
    const { value: data } = fc.letrec<{ value: CwlValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(data, (inputs) => {
        for (const source of pathsOf(inputs, '$(inputs')) {
          const json = realm.run(source, { inputs: JSON.stringify(inputs), self: 'null', runtime: '{}' });
          expect(follow(readReference(source)!, { inputs })).toEqual(readJson(json));
        }
      }),
      { numRuns: 100 },
    );
    realm.close();
  });
});

/** References to the value and everything in it, each in the shortest form that its key allows. */
function pathsOf(value: CwlValue, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path})`];
  const members = Array.isArray(value)
    ? value.flatMap((item: CwlValue, index) => pathsOf(item, `${path}[${index}]`))
    : Object.entries(value as Record<string, CwlValue>).flatMap(([key, member]) => pathsOf(member, path + segmentOf(key)));
  return [`${path})`, ...(Array.isArray(value) ? [`${path}.length)`] : []), ...members];
}

function segmentOf(key: string): string {
  if (/^[a-z]+$/.test(key)) return `.${key}`;
  const escaped = key.replace(/[\\']/g, '\\$&');
  return /[\n\r]/.test(key) ? '' : `['${escaped}']`;
}
