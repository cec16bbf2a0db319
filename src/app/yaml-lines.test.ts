import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../base/json.ts';
import { readYaml } from '../language/document/text/yaml.ts';
import { yamlLines } from './yaml-lines.ts';

it('is read back as the same value, whatever it holds', () => {
  const words = fc.constantFrom(
    'y',
    'no',
    '~',
    '.5',
    '0x1',
    '1e3',
    '- a',
    'a: b',
    '#',
    '<<',
    '',
    ' ',
    '2026-01-01',
    '\u0085',
    '.inf',
  );
  const value = fc.letrec<{ any: Json }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(
        words,
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.bigInt(2n ** 60n, 2n ** 63n),
      ),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(words, fc.string()), tie('any'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (value) => {
      expect(readYaml(yamlLines(value).join('\n'), 'file:///x.yml')).toEqual(value);
    }),
  );
});
