import { expect, it } from 'vitest';
import { didYouMean } from './suggest.ts';

it.each([
  ['baseComand', '; did you mean "baseCommand"?'],
  ['INPUTS', '; did you mean "inputs"?'],
  ['inptus', '; did you mean "inputs"?'],
  ['telepathy', ''],
  ['p', ''],
])('%s%s', (word, hint) => {
  expect(didYouMean(word, ['x', 'inputs', 'outputs', 'baseCommand'])).toBe(hint);
});
