import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../event/event.ts';
import type { CwlObject } from '../language/model/value.ts';
import { openDocument, prepare } from './prepare.ts';
import { runPrepared } from './run.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'secrets-test-'))));
afterEach(() => {
  rmSync(root, { recursive: true });
});

const password = 'Hoopla! "4711"';

async function run(tool: object, inputs: CwlObject = { password }) {
  const document = {
    cwlVersion: 'v1.2',
    $namespaces: { cwltool: 'http://commonwl.org/cwltool#' },
    class: 'CommandLineTool',
    inputs: { password: 'string' },
    outputs: {},
    ...tool,
  };
  writeFileSync(join(root, 'tool.cwl'), JSON.stringify(document));
  const prepared = await prepare(join(root, 'tool.cwl'), await openDocument(join(root, 'tool.cwl')), { inputs });
  const events: Event[] = [];
  const result = await runPrepared(prepared, {
    outdir: join(root, 'results'),
    crate: join(root, 'crate'),
    tmpdirPrefix: join(root, 'tmp/'),
    evalTimeout: 10,
    command: ['crate-run', 'tool.cwl', '--password', password],
    signal: new AbortController().signal,
    containers: { use: false, engine: 'auto', pull: 'never', strictMemory: false, strictCpu: false },
    warn: () => undefined,
    progress: () => undefined,
    watch: (event) => events.push(event),
  });
  return { ...result, events };
}

/** Everything that the crate holds, and all that was told while the run went on. */
function told(result: object): string {
  const files = readdirSync(join(root, 'crate'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [JSON.stringify(result), ...files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))].join('\n');
}

const secrets = { 'cwltool:Secrets': { secrets: ['password'] } };
const environment = { EnvVarRequirement: { envDef: { PASSWORD: '$(inputs.password)' } } };

describe('a secret input', () => {
  it('reaches the job in variables and files, and is told nowhere', async () => {
    const result = await run({
      requirements: {
        ...secrets,
        ...environment,
        InitialWorkDirRequirement: { listing: [{ entryname: 'conf', entry: 'password: $(inputs.password)\n' }] },
        ShellCommandRequirement: {},
      },
      arguments: [{ valueFrom: 'cat conf; echo "$PASSWORD" >&2; cat conf >copy', shellQuote: false }],
      outputs: { copy: { type: 'File', outputBinding: { glob: 'copy', loadContents: true } } },
    });
    expect(result.failures).toEqual([]);
    expect(result.status).toBe('success');
    expect(readFileSync(join(root, 'results/copy'), 'utf8')).toBe(`password: ${password}\n`);
    expect(told(result)).not.toContain('Hoopla');
    expect(told(result)).toContain('because it holds a secret');
    const ended = result.events.find((event) => event.type === 'job.ended');
    expect(ended).toMatchObject({ redacted: ['stdout', 'stderr'] });
  });

  it('is not told by the messages of a job that fails', async () => {
    const result = await run({
      requirements: { ...secrets, ...environment },
      baseCommand: ['sh', '-c', 'echo "wrong password: $PASSWORD" >&2; exit 3'],
    });
    expect(result.status).toBe('permanentFail');
    expect(result.failures[0]?.stderr).toMatch(/^wrong password: \(secret-/);
    expect(told(result)).not.toContain('Hoopla');
  });

  it('is hidden where a step of a workflow calls it secret, and goes from step to step', async () => {
    const digest = createHash('sha256').update(password).digest('hex');
    const check = `test "$(printf %s "$PASSWORD" | sha256sum | cut -c 1-64)" = ${digest}`;
    const envDef = { PASSWORD: '$(inputs.handed)' };
    const tool = {
      class: 'CommandLineTool',
      inputs: { password: 'string', handed: 'string' },
      requirements: { ...secrets, EnvVarRequirement: { envDef } },
      baseCommand: ['sh', '-c', check],
      outputs: {},
    };
    const hand = { class: 'ExpressionTool', inputs: { p: 'string' }, outputs: { o: 'string' }, expression: '$({o: inputs.p})' };
    const workflow = {
      class: 'Workflow',
      inputs: { pw: 'string' },
      requirements: { InlineJavascriptRequirement: {} },
      steps: {
        one: { run: hand, in: { p: 'pw' }, out: ['o'] },
        two: { run: tool, in: { password: 'pw', handed: 'one/o' }, out: [] },
      },
    };
    const result = await run(workflow, { pw: password });
    expect(result.failures).toEqual([]);
    expect(told(result)).not.toContain('Hoopla');
  });

  it('is refused in a command line, which others could read', async () => {
    const result = await run({
      requirements: secrets,
      baseCommand: 'echo',
      inputs: { password: { type: 'string', inputBinding: {} } },
    });
    expect(result.failures).toMatchObject([
      { code: 'TOOL_INVALID', message: expect.stringContaining('EnvVarRequirement') as string },
    ]);
    expect(told(result)).not.toContain('Hoopla');
  });

  it('must be text', async () => {
    const tool = { requirements: secrets, baseCommand: 'true', inputs: { password: 'int' } };
    await expect(run(tool, { password: 4711 })).rejects.toThrow(/^(?!.*4711).*kept secret/);
  });
});
