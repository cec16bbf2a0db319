import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { figuresOf } from './figures.ts';
import type { SuiteTest } from './junit.ts';
import type { SuiteRecord } from './record.ts';

const passed: SuiteTest = { id: 'a', tags: ['required'], outcome: 'passed' };
const refused: SuiteTest = { id: 'b', tags: ['docker'], outcome: 'unsupported' };
const known: SuiteRecord = {
  tags: figuresOf([passed, refused]),
  exceptions: [{ id: 'b', outcome: 'unsupported', reason: 'needs a container' }],
};

test('the same result is neither worse nor better, and keeps its reasons', () => {
  expect(compare(known, [passed, refused])).toEqual({ worse: [], better: [], exceptions: known.exceptions });
});

test('a test that stops passing is worse', () => {
  expect(compare(known, [{ ...passed, outcome: 'unsupported' }, refused]).worse).toContain('worse: a is unsupported');
});

test('a test that was unsupported and now fails is worse', () => {
  expect(compare(known, [passed, { ...refused, outcome: 'failed' }]).worse).toHaveLength(1);
});

test('a test that is gone is worse, although nothing fails', () => {
  expect(compare(known, [refused]).worse).toEqual([
    'worse: 0 tests of all pass, before it was 1',
    'worse: 0 tests of required pass, before it was 1',
  ]);
});

test('a test that passes now is better and no longer an exception', () => {
  const judged = compare(known, [passed, { ...refused, outcome: 'passed' }]);
  expect(judged.worse).toEqual([]);
  expect(judged.better).toContain('better: b passes now');
  expect(judged.exceptions).toEqual([]);
});
