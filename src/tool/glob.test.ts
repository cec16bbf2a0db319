import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FolderEntry } from '../job/folder.ts';
import { matchGlob } from './glob.ts';

const entry = (path: string): FolderEntry => {
  const isFolder = path.endsWith('/');
  return { path: path.replace(/\/$/, ''), kind: isFolder ? 'directory' : 'file', size: 0, realPath: `/out/${path}` };
};
const entries = [
  'a.txt',
  'b.txt',
  '.hidden.txt',
  'B.txt',
  'd/',
  'd/a.txt',
  'd/e/',
  'd/e/f.txt',
  '{a,b}.txt',
  '!x',
  '#y',
  '\u{1F600}.txt',
  '\uFF5E.txt',
].map(entry);
const match = (pattern: string) => matchGlob(pattern, '/out', entries);

describe('glob', () => {
  it.each([
    ['*.txt', ['B.txt', 'a.txt', 'b.txt', '{a,b}.txt', '\uFF5E.txt', '\u{1F600}.txt']],
    ['?.txt', ['B.txt', 'a.txt', 'b.txt', '\uFF5E.txt', '\u{1F600}.txt']],
    ['[ab].txt', ['a.txt', 'b.txt']],
    ['[!a].txt', ['B.txt', 'b.txt', '\uFF5E.txt', '\u{1F600}.txt']],
    ['.*.txt', ['.hidden.txt']],
    ['*/*.txt', ['d/a.txt']],
    ['**/*.txt', ['d/a.txt']],
    ['d/**', ['d/a.txt', 'd/e']],
    ['{a,b}.txt', ['{a,b}.txt']],
    ['!x', ['!x']],
    ['#y', ['#y']],
    ['*/', ['d']],
    ['./d//e/../a.txt', ['d/a.txt']],
    ['/out/d/*', ['d/a.txt', 'd/e']],
    ['\\*', []],
    ['none', []],
    ['.', ['']],
    ['/out', ['']],
    ['/out/', ['']],
  ])('%s', (pattern, expected) => {
    expect(match(pattern)).toEqual(expected);
  });

  it.each(['../x', '/etc/passwd', 'd/../../x', '/outside', '/out/../etc'])('refuses %s', (pattern) => {
    expect(() => match(pattern)).toThrow(expect.objectContaining({ code: 'TOOL_UNSAFE_PATH' }));
  });

  it('finds every file by its own name when that has no wildcards', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9 _+@:=,{}()!#~é-][a-zA-Z0-9 ._+@:=,{}()!#~é-]*$/);
    fc.assert(
      fc.property(name, (path) => {
        expect(matchGlob(path, '/out', [entry(path), entry('other')])).toContain(path);
      }),
    );
  });
});
