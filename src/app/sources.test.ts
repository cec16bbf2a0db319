import { expect, it } from 'vitest';
import { describeSources } from './sources.ts';

const paths = (...locations: string[]) =>
  describeSources(locations.map((location) => ({ location, text: 'x' }))).map(({ path }) => path);

it('keeps documents beside each other as they lay', () => {
  expect(paths('file:///home/me/wf/main.cwl', 'file:///home/me/tools/a%20b.cwl', 'file:///home/me/wf/types.yml')).toEqual([
    'wf/main.cwl',
    'tools/a b.cwl',
    'wf/types.yml',
  ]);
  expect(paths('file:///main.cwl')).toEqual(['main.cwl']);
});

it('puts documents from the web below their host', () => {
  expect(paths('file:///home/wf.cwl', 'https://example.org/tools/x.cwl?raw=1')).toEqual(['wf.cwl', 'example.org/tools/x.cwl']);
});

it('gives no path that leaves its folder', () => {
  for (const path of paths('https://example.org/%2e%2e/%2e%2e/etc/passwd', 'file:///a/wf.cwl'))
    expect(path.split('/')).not.toContain('..');
});
