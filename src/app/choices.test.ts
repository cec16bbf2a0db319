import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../event/event.ts';
import type { CwlObject } from '../language/model/value.ts';
import { keepLogs } from './log-folder.ts';
import { packedText } from './pack.ts';
import { openDocument, prepare, type Given } from './prepare.ts';
import type { RunOptions } from './run-options.ts';
import { runPrepared } from './run.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'choices-test-'))));
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Runs a document and gives what can be seen of it. */
async function run(document: string, given: Partial<Given> = {}, options: Partial<RunOptions> = {}) {
  const prepared = await prepare(document, await openDocument(document), { inputs: {}, ...given });
  const events: Event[] = [];
  const warnings: string[] = [];
  const result = await runPrepared(prepared, {
    outdir: join(root, 'results'),
    tmpdirPrefix: join(root, 'tmp/'),
    evalTimeout: 10,
    command: ['crate-run', 'wf.cwl'],
    signal: new AbortController().signal,
    containers: { use: false, engine: 'auto', pull: 'newer', strictMemory: false, strictCpu: false },
    warn: ({ message }) => warnings.push(message),
    progress: () => undefined,
    watch: (event) => events.push(event),
    ...options,
  });
  return { ...result, events, warnings };
}

function write(name: string, document: object): string {
  const path = join(root, name);
  writeFileSync(path, JSON.stringify({ cwlVersion: 'v1.2', ...document }));
  return path;
}

const tool = (script: string, more: object = {}) => ({
  class: 'CommandLineTool',
  baseCommand: ['sh', '-c', script],
  inputs: { in: 'Any?' },
  outputs: { out: 'stdout' },
  stdout: 'out',
  ...more,
});
const workflow = (steps: Record<string, object>, outputs: Record<string, string>, inputs: object = {}) => ({
  class: 'Workflow',
  inputs,
  outputs: Object.fromEntries(Object.entries(outputs).map(([name, outputSource]) => [name, { type: 'File', outputSource }])),
  steps: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, { in: {}, out: ['out'], ...step }])),
});
const jobsOf = (events: readonly Event[], type: Event['type']) =>
  events.flatMap((event) => (event.type === type && 'job' in event ? [event.job] : []));

describe('a target', () => {
  const document = () =>
    write(
      'wf.cwl',
      workflow(
        {
          first: { run: tool('echo first') },
          second: { run: tool('echo second'), in: { in: 'first/out' } },
          other: { run: tool('exit 1'), in: { in: 'word' } },
        },
        { wanted: 'second/out', unwanted: 'other/out' },
        { word: 'string' },
      ),
    );

  it('is made with all that it needs and nothing else', async () => {
    const { status, outputs, events } = await run(document(), { targets: ['wanted'] });
    expect(status).toBe('success');
    expect(Object.keys(outputs)).toEqual(['wanted']);
    expect(jobsOf(events, 'job.ended')).toEqual(['/first@0', '/second@0']);
  });

  it('may be a step', async () => {
    const { outputs, events } = await run(document(), { targets: ['first'] });
    expect(outputs).toEqual({});
    expect(jobsOf(events, 'job.ended')).toEqual(['/first@0']);
  });

  it('must be there', async () => {
    await expect(run(document(), { targets: ['wnted'] })).rejects.toThrow(
      '--target wnted is neither an output nor a step; did you mean "wanted"?',
    );
  });
});

describe('a failure', () => {
  const document = () =>
    write(
      'wf.cwl',
      workflow(
        {
          bad: { run: tool('exit 1') },
          slow: { run: tool('sleep 0.5') },
          after: { run: tool('true'), in: { in: 'slow/out' } },
        },
        { out: 'after/out' },
      ),
    );

  it('leaves what does not depend on it to go on', async () => {
    const { status, events } = await run(document());
    expect(status).toBe('permanentFail');
    expect(jobsOf(events, 'job.created')).toContain('/after@0');
  });

  it('stops the run if that is wanted', async () => {
    const { status, events, failures } = await run(document(), {}, { stopOnError: true });
    expect(status).toBe('permanentFail');
    expect(jobsOf(events, 'job.created')).not.toContain('/after@0');
    expect(failures.map(({ job }) => job)).toEqual(['/bad@0']);
  });
});

describe('what a job leaves', () => {
  it('is kept if that is wanted', async () => {
    const { kept } = await run(write('wf.cwl', tool('echo more > left; echo out')), {}, { keep: true });
    expect(readFileSync(join(kept!, 'out/1/left'), 'utf8')).toBe('more\n');
    expect((await run(join(root, 'wf.cwl'))).kept).toBeUndefined();
  });

  it('can have its logs kept', async () => {
    const logs = join(root, 'logs');
    await run(write('wf.cwl', workflow({ a: { run: tool('echo oh >&2') } }, { out: 'a/out' })), {}, { watch: keepLogs(logs) });
    expect(readdirSync(logs)).toEqual(['a@0.stderr.log']);
    expect(readFileSync(join(logs, 'a@0.stderr.log'), 'utf8')).toBe('oh\n');
  });
});

describe('variables of the user', () => {
  it('reach jobs only when asked for, and never the record', async () => {
    process.env['CRATE_RUN_TEST'] = 'not-for-others';
    const document = write('wf.cwl', tool('printf "%s %s" "$CRATE_RUN_TEST" "$HOME"'));
    const text = ({ outputs }: { readonly outputs: CwlObject }) =>
      readFileSync((outputs['out'] as { path: string }).path, 'utf8');
    expect(text(await run(document))).toMatch(/^ /);
    const { outputs, events, warnings } = await run(document, {}, { preserve: ['CRATE_RUN_TEST', 'HOME', 'CRATE_RUN_NONE'] });
    expect(text({ outputs })).toMatch(/^not-for-others .*\/out\/1$/);
    expect(JSON.stringify(events)).not.toContain('not-for-others');
    expect(warnings).toEqual(['CRATE_RUN_NONE is to be preserved, but is not set']);
  });
});

describe('a packed document', () => {
  it.each(['json', 'yaml'] as const)('gives the same outputs as %s', async (layout) => {
    const document = join(import.meta.dirname, '../../fixtures/read-quality/workflow.cwl');
    const job = document.replace('workflow.cwl', 'job.yml');
    const packed = join(root, 'packed.cwl');
    writeFileSync(packed, packedText(await openDocument(document), layout));
    const contents = async (path: string) => {
      const { status, outputs } = await run(path, { job }, { outdir: join(root, 'out') });
      expect(status).toBe('success');
      return JSON.stringify(outputs).match(/sha1\$\w+/g);
    };
    expect(await contents(packed)).toEqual(await contents(document));
    expect(existsSync(join(root, 'out'))).toBe(true);
  });
});

describe('overrides', () => {
  it('in a file win over those in the job', async () => {
    const document = write(
      'tool.cwl',
      tool('printf "$WHO"', { requirements: { EnvVarRequirement: { envDef: { WHO: 'tool' } } } }),
    );
    const overrides = (who: string) => ({
      'cwltool:overrides': { 'tool.cwl': { requirements: { EnvVarRequirement: { envDef: { WHO: who } } } } },
    });
    const read = async (given: Partial<Given>) =>
      readFileSync(((await run(document, given)).outputs['out'] as { path: string }).path, 'utf8');
    const job = write('job.json', overrides('job'));
    const file = write('overrides.json', overrides('file'));
    expect(await read({})).toBe('tool');
    expect(await read({ job })).toBe('job');
    expect(await read({ job, overrides: file })).toBe('file');
  });
});
