import { describe, expect, it } from 'vitest';
import { splitName } from './names.ts';
import { applyPattern } from './secondary.ts';

describe('names', () => {
  it.each([
    ['.bai', 'x.bam', 'x.bam.bai'],
    ['^.bai', 'x.bam', 'x.bai'],
    ['^^.dict', 'x.fa.gz', 'x.dict'],
    ['^^^.d', 'x.fa', 'x.d'],
    ['^.i', '.hidden', '.hidden.i'],
    ['_idx', 'x', 'x_idx'],
  ])('pattern %s on %s gives %s', (pattern, basename, expected) => {
    expect(applyPattern(pattern, basename)).toBe(expected);
  });

  it.each([
    ['a.tar.gz', 'a.tar', '.gz'],
    ['a', 'a', ''],
    ['.profile', '.profile', ''],
    ['a.', 'a', '.'],
  ])('%s is %s and %s', (basename, nameroot, nameext) => {
    expect(splitName(basename)).toEqual({ nameroot, nameext });
  });
});
