import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../event/event.ts';
import type { CwlObject } from '../language/model/value.ts';
import { openDocument, prepare } from './prepare.ts';
import type { RunOptions } from './run-options.ts';
import { runPrepared } from './run.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'run-test-'))));
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Runs a document to a crate folder and gives everything that can be seen of it. */
async function run(document: object, inputs: CwlObject = {}, options: Partial<RunOptions> = {}) {
  writeFileSync(join(root, 'wf.cwl'), JSON.stringify({ cwlVersion: 'v1.2', ...document }));
  const prepared = await prepare(join(root, 'wf.cwl'), await openDocument(join(root, 'wf.cwl')), { inputs });
  const events: Event[] = [];
  const result = await runPrepared(prepared, {
    outdir: join(root, 'results'),
    crate: join(root, 'crate'),
    tmpdirPrefix: join(root, 'tmp/'),
    evalTimeout: 10,
    command: ['crate-run', 'wf.cwl'],
    signal: new AbortController().signal,
    containers: { use: false, engine: 'auto', pull: 'never', strictMemory: false, strictCpu: false },
    warn: () => undefined,
    progress: () => undefined,
    watch: (event) => events.push(event),
    ...options,
  });
  return { ...result, events };
}

type Entity = Record<string, unknown> & { '@id': string };
const entities = () =>
  (JSON.parse(readFileSync(join(root, 'crate/ro-crate-metadata.json'), 'utf8')) as { '@graph': Entity[] })['@graph'];
const left = () => readdirSync(join(root, 'tmp'));

const tool = (script: string, outputs: object = {}, inputs: object = {}) => ({
  class: 'CommandLineTool',
  baseCommand: ['sh', '-c', script],
  inputs,
  outputs,
});
const out = { out: { type: 'File', outputBinding: { glob: 'out' } } };

describe('a run', () => {
  it('delivers outputs, writes a crate, and leaves nothing else', async () => {
    const { status, outputs } = await run(tool('printf hello > out', out));
    expect(status).toBe('success');
    expect(outputs).toMatchObject({
      out: { basename: 'out', size: 5, checksum: 'sha1$aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d' },
    });
    expect(readFileSync(join(root, 'results/out'), 'utf8')).toBe('hello');
    expect(readFileSync(join(root, 'crate/outputs/out'), 'utf8')).toBe('hello');
    expect(left()).toEqual([]);
  });

  it('hands values on between steps, each job with its own', async () => {
    const count = tool('echo $((x + 1)) > out', { out: { type: 'int', outputBinding: { glob: 'out', loadContents: true, outputEval: '$(parseInt(self[0].contents))' } } }, { x: 'int' }); // prettier-ignore
    const requirements = { InlineJavascriptRequirement: {}, EnvVarRequirement: { envDef: { x: '$(String(inputs.x))' } } };
    const { outputs, events } = await run(
      {
        class: 'Workflow',
        requirements: { ScatterFeatureRequirement: {}, StepInputExpressionRequirement: {}, InlineJavascriptRequirement: {} },
        inputs: { xs: 'int[]' },
        outputs: { ys: { type: 'int[]', outputSource: 'b/out' } },
        steps: {
          a: { run: { ...count, requirements }, scatter: 'x', in: { x: 'xs' }, out: ['out'] },
          b: {
            run: { ...count, requirements },
            scatter: 'x',
            in: { x: { source: 'a/out', valueFrom: '$(self * 10)' } },
            out: ['out'],
          },
        },
      },
      { xs: [1, 2, 3] },
    );
    expect(outputs).toEqual({ ys: [21, 31, 41] });
    const made = events.filter((event) => event.type === 'token.produced' && event.how === 'evaluated');
    expect(made).toMatchObject([{ value: 20, from: ['/b#x@0.0'] }, { value: 30 }, { value: 40 }]);
  });

  it('tells which job failed and why, and finishes what does not depend on it', async () => {
    const { status, outputs, failures } = await run({
      class: 'Workflow',
      inputs: {},
      outputs: { good: { type: 'File', outputSource: 'good/out' }, bad: { type: 'File', outputSource: 'bad/out' } },
      steps: {
        bad: { run: tool('echo no luck >&2; exit 3', out), in: {}, out: ['out'] },
        good: { run: tool('echo fine > out', out), in: {}, out: ['out'] },
      },
    });
    expect(status).toBe('permanentFail');
    expect(outputs).toMatchObject({ good: { basename: 'out' } });
    expect(failures).toMatchObject([
      { job: '/bad@0', code: 'JOB_FAILED', message: 'sh exited with code 3', stderr: 'no luck\n' },
    ]);
    const failed = entities().filter((entity) => entity['actionStatus'] === 'http://schema.org/FailedActionStatus');
    expect(failed.some((entity) => String(entity['error']).includes('exited with code 3'))).toBe(true);
  });

  it('can be cancelled: the job is stopped and the crate tells it', async () => {
    const cancel = new AbortController();
    const { status } = await run(tool('sleep 60'), {}, {
      signal: cancel.signal,
      watch: (event) => event.type === 'job.started' && setTimeout(() => cancel.abort(), 50),
    }); // prettier-ignore
    expect(status).toBe('cancelled');
    expect(readFileSync(join(root, 'crate/events.jsonl'), 'utf8')).toContain('"status":"cancelled"');
  });

  it('refuses a container that is required before anything is written', async () => {
    const document = { ...tool('true'), requirements: { DockerRequirement: { dockerPull: 'debian' } } };
    await expect(run(document)).rejects.toMatchObject({ code: 'CWL_UNSUPPORTED', exitCode: 33 });
    expect(existsSync(join(root, 'crate'))).toBe(false);
    expect(left()).toEqual([]);
  });

  it('refuses an input object that does not match, with every fault', async () => {
    const process = tool('true', {}, { n: 'int', s: 'string' });
    await expect(run(process, { n: 'x' })).rejects.toMatchObject({ code: 'CWL_INPUT', diagnostics: [{}, {}] });
  });

  it('keeps going when one job of a scatter cannot even be created', async () => {
    const { status, failures } = await run(
      {
        class: 'Workflow',
        requirements: { ScatterFeatureRequirement: {}, StepInputExpressionRequirement: {}, InlineJavascriptRequirement: {} },
        inputs: { xs: 'int[]' },
        outputs: {},
        steps: {
          a: {
            run: tool('true', {}, { x: 'int' }),
            scatter: 'x',
            in: { x: { source: 'xs', valueFrom: '${ if (self == 2) throw new Error("two"); return self; }' } },
            out: [],
          },
        },
      },
      { xs: [1, 2, 3] },
    );
    expect(status).toBe('permanentFail');
    expect(failures).toMatchObject([{ job: '/a@0.1', code: 'EXPR_FAILED' }]);
  });
});
