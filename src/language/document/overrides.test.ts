import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInline } from '../../../fixtures/inline-documents.ts';
import type { Process, Workflow } from '../model/process.ts';
import { override } from './override.ts';
import { loadOverrides } from './overrides.ts';

const tool =
  'cwlVersion: v1.0\nclass: CommandLineTool\nbaseCommand: env\nrequirements: {EnvVarRequirement: {envDef: {A: own}}}\ninputs: {}\noutputs: {}\n';
const wf = `cwlVersion: v1.0
class: Workflow
inputs: {}
outputs: {}
steps:
  named: {run: tool.cwl, in: {}, out: []}
  inner: {run: {class: ExpressionTool, inputs: {}, outputs: {}, expression: '$({})'}, in: {}, out: []}
`;

async function overridden(document: Readonly<Record<string, string>>, text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'crate-run-overrides-'));
  writeFileSync(join(folder, 'overrides.yml'), text);
  const { process } = await loadInline(document);
  return override(process, await loadOverrides('overrides.yml', { cwd: folder }));
}

const env = (process: Process | undefined) =>
  process?.requirements.map((one) => (one.class === 'EnvVarRequirement' ? one.envDef[0]?.envValue : one.class));

describe('overrides', () => {
  it('replace the requirements of a tool, whatever its version', async () => {
    const { process } = await overridden(
      { 'tool.cwl': tool },
      'cwltool:overrides: {tool.cwl: {requirements: {EnvVarRequirement: {envDef: {A: other}}, ShellCommandRequirement: {}}}}\n',
    );
    expect(env(process)).toEqual(['other', 'ShellCommandRequirement']);
  });

  it('reach tools, steps and processes written within steps', async () => {
    const text = `cwltool:overrides:
  tool.cwl: {requirements: [{class: EnvVarRequirement, envDef: {A: tool}}]}
  "#inner": {requirements: {ShellCommandRequirement: {}}}
  wf.cwl#inner/run: {requirements: {InlineJavascriptRequirement: {}}}
`;
    const { process, warnings } = await overridden({ 'wf.cwl': wf, 'tool.cwl': tool }, text);
    const { steps } = process as Workflow;
    expect(env(steps[0]?.run)).toEqual(['tool']);
    expect(steps[1]?.requirements).toEqual([{ class: 'ShellCommandRequirement' }]);
    expect(env(steps[1]?.run)).toEqual(['InlineJavascriptRequirement']);
    expect(warnings).toEqual([]);
  });

  it('that mean nothing are told with the nearest name', async () => {
    const { warnings } = await overridden(
      { 'wf.cwl': wf, 'tool.cwl': tool },
      'cwltool:overrides: {"#named": {requirements: []}, tol.cwl: {requirements: []}}\n',
    );
    expect(warnings.map(({ message, span }) => [message, span?.line])).toEqual([
      ['cwltool:overrides: nothing is called tol.cwl; did you mean "tool.cwl"?', 1],
    ]);
  });

  it.each([
    ['x: 1\n', 'the document has no "cwltool:overrides"'],
    ['cwltool:overrides: [x]\n', 'cwltool:overrides: expected a mapping from processes to requirements, found a list'],
    ['cwltool:overrides: {tool.cwl: {hints: []}}\n', 'cwltool:overrides: tool.cwl: expected a mapping with "requirements"'],
    [
      'cwltool:overrides: {tool.cwl: {requirements: {ToolTimeLimit: {timelimit: 1}}}}\n',
      'ToolTimeLimit needs v1.1, but this is v1.0',
    ],
  ])('that are wrong are refused: %s', async (text, message) => {
    await expect(overridden({ 'tool.cwl': tool }, text)).rejects.toMatchObject({ code: 'CWL_INPUT', message });
  });
});
