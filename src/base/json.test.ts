import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pythonLayout, readJson, writeJson } from './json.ts';

it('keeps every digit of whole numbers', () => {
  const text = '{"a":123456789012345678901234567890,"b":[-9007199254740993,1234567890123456],"c":1e3}';
  expect(readJson(text)).toEqual({ a: 123456789012345678901234567890n, b: [-9007199254740993n, 1234567890123456], c: 1000 });
});

it('leaves digits in strings and fractions alone', () => {
  expect(readJson('{"a":"x\\"1234567890123456789","b":0.12345678901234567,"c":12345678901234567e2}')).toEqual({
    a: 'x"1234567890123456789',
    b: 0.12345678901234567,
    c: 12345678901234567e2,
  });
});

it('throws SyntaxError for what is no JSON', () => {
  expect(() => readJson('{a: 1}')).toThrow(SyntaxError);
});

it('reads back what it writes', () => {
  const whole = fc.bigInt().filter((number) => !Number.isSafeInteger(Number(number)));
  const value = fc.letrec((tie) => ({
    json: fc.oneof(fc.jsonValue(), whole, fc.array(tie('json'), { maxLength: 3 })),
  })).json;
  fc.assert(
    fc.property(value, (json) => {
      const text = writeJson(json as never);
      expect(writeJson(readJson(text))).toBe(text);
    }),
  );
});

it.each([
  [0.00001, '0.00001'],
  [1.23e-7, '0.000000123'],
  [1e21, '1000000000000000000000'],
  [-1.5e22, '-15000000000000000000000'],
])('writes %d without exponent', (number, text) => {
  expect(writeJson(number)).toBe(text);
});

it('lays text out as Python does when asked', () => {
  expect(writeJson({ b: [1, 2], a: { c: null } }, pythonLayout)).toBe('{"a": {"c": null}, "b": [1, 2]}');
});
