import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseArguments } from './arguments.ts';
import { configCommand } from './config-command.ts';

const fixtures = new URL('../../fixtures/', import.meta.url).pathname;
const hybrid = `${fixtures}streamflow/hybrid.yml`;
const workflow = `${fixtures}subworkflow/workflow.cwl`;

afterEach(() => vi.restoreAllMocks());

async function answer(words: readonly string[]): Promise<number> {
  const options = parseArguments(['config', ...words]);
  return configCommand(options.document!, options);
}

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((texts.out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((texts.err += String(text)), true));
  const code = await answer(words);
  return { code, ...texts };
}

describe('config check', () => {
  it('says where each step would run', async () => {
    const { code, out, err } = await run('check', hybrid);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['STEP', 'WHERE', 'WORKDIR'],
      ['/prep', 'dk (docker)', '/scratch'],
      ['/compute', 'sl/short (slurm) on h1 (ssh)', '/scratch'],
      ['', 'h1 (ssh)', '/scratch'],
      ['/reduce', 'local', expect.stringMatching(/\/crate-run$/)],
      ['filters of /compute: shuf (shuffle)'],
      [''],
    ]);
    expect(err).toContain('hybrid.yml:23:1: warning: database has no effect');
  });

  it('says which step cannot run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    const file = join(folder, 'streamflow.yml');
    const bound = 'bindings: [{ step: /sort, target: { deployment: k } }]';
    const entry = `{ type: cwl, config: { file: ${fixtures}tools/sort.cwl }, ${bound} }`;
    writeFileSync(file, `version: v1.0\nworkflows: { w: ${entry} }\ndeployments: { k: { type: kubernetes, config: {} } }\n`);
    const { code, out, err } = await run('check', file);
    expect(code).toBe(33);
    expect(out).toMatch(/^\/sort +k \(kubernetes\), not supported /m);
    expect(err).toContain('streamflow.yml:2:');
    expect(err).toContain('step /sort cannot run anywhere it is bound to: "k" is of type kubernetes [TOPOLOGY_UNSUPPORTED]');
    const json = JSON.parse((await run('check', '--json', file)).out) as object;
    expect(json).toMatchObject({ faults: [{ code: 'TOPOLOGY_UNSUPPORTED', span: { line: 2 } }] });
    rmSync(folder, { recursive: true });
  });

  it('takes another workflow and its job, and warns of bindings that match nothing of it', async () => {
    const { code, out, err } = await run('check', '--streamflow-file', hybrid, workflow, `${fixtures}subworkflow/job.yml`);
    expect(code).toBe(0);
    expect(out).toMatch(/^\/order\/ascending +local/m);
    expect(out).toContain('used by nothing: dk (docker), h1 (ssh), sl (slurm)');
    expect(err).toContain('hybrid.yml:8:9: warning: the workflow has no step /prep');
  });

  it('says it for programs', async () => {
    const { code, out } = await run('check', '--json', hybrid);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      workflows: [
        {
          steps: [
            { path: '/prep', boundAt: '/prep', targets: [{ deployment: 'dk', supported: true }] },
            {
              path: '/compute',
              targets: [
                {
                  deployment: 'sl',
                  type: 'slurm',
                  service: 'short',
                  wraps: [{ deployment: 'h1', type: 'ssh' }],
                  supported: true,
                },
                { deployment: 'h1', workdir: '/scratch', locations: 1 },
              ],
              filters: ['shuf (shuffle)'],
            },
            { path: '/reduce', targets: [{ deployment: 'local' }] },
          ],
        },
      ],
      faults: [],
    });
  });

  it('finds what a file of several workflows says of one document', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    const file = join(folder, 'streamflow.yml');
    const entry = (document: string) =>
      `{ type: cwl, config: { file: ${document} }, bindings: [{ step: /, target: { deployment: local, workdir: /w } }] }`;
    writeFileSync(file, `version: v1.0\nworkflows:\n  one: ${entry(workflow)}\n  two: ${entry('two.cwl')}\n`);
    expect((await run('check', file, workflow)).out).toMatch(/^\/copy +local +\/w$/m);
    await expect(answer(['check', file, `${fixtures}tools/sort.cwl`])).rejects.toThrow('several workflows (one, two)');
    rmSync(folder, { recursive: true });
  });

  it('takes a bare tool', async () => {
    const { code, out } = await run('check', hybrid, `${fixtures}tools/sort.cwl`, '--quiet');
    expect([code, out]).toEqual([0, expect.stringMatching(/^\/sort +local/m)]);
  });

  it.each([
    [['chekc', 'x'], 'config can only check, found chekc'],
    [['check'], 'no file is named'],
    [['check', 'a', 'b', 'c', 'd'], 'found also d'],
    [['check', '--jsn', 'x'], 'unknown option --jsn; did you mean "--json"?'],
    [['check', `${fixtures}streamflow/nothing.yml`], /cannot read .*nothing.yml: no such file/],
    [['check', hybrid, workflow, hybrid], /fault|input/],
  ])('says what is wrong with %j', async (words, message) => {
    await expect(answer(words)).rejects.toThrow(message);
  });
});
