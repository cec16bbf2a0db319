import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { graphCommand } from './graph-command.ts';

const workflow = new URL('../../fixtures/subworkflow/workflow.cwl', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'graph-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['wf.svg', /^<svg /],
  ['wf.mmd', /^flowchart /],
  ['wf.gv', /^digraph /],
  ['wf.json', /^\{"name":"main"/],
])('writes %s as its name says', async (name, begins) => {
  expect(await graphCommand(workflow, parseArguments(['graph', workflow, '-o', join(folder, name)]))).toBe(0);
  expect(readFileSync(join(folder, name), 'utf8')).toMatch(begins);
});

it.each([
  [['a.cwl', 'b.cwl'], 'graph takes one document, found also b.cwl'],
  [['a.cwl', '--formt', 'dot'], 'unknown option --formt; did you mean "--format"?'],
  [['a.cwl', '--format', 'dto'], '--format is one of svg, mermaid, dot, json, found dto; did you mean "dot"?'],
  [['a.cwl', '--depth', '-1'], /--depth/],
  [['a.cwl', '--depth=x'], '--depth needs a whole number, found x'],
])('says what is wrong with %j', (words, message) => {
  expect(() => parseArguments(['graph', ...words])).toThrow(message);
});
