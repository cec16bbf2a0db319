import { expect, it } from 'vitest';
import { attribute, number, text } from './xml.ts';

it('escapes markup and replaces what XML forbids', () => {
  expect(text('</title><script>&"\u0000\ud800\n')).toBe('&lt;/title&gt;&lt;script&gt;&amp;"\u{fffd}\u{fffd}\n');
  expect(attribute('"a"\n')).toBe('&quot;a&quot;&#10;');
});

it('writes numbers short and without a negative zero', () => {
  expect([1, 1.256, -0.001, 1e-9].map(number)).toEqual(['1', '1.26', '0', '0']);
});
