import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueJob } from '../../../../fixtures/queue-job.ts';
import { installHyperQueue, installPbs } from '../../../../fixtures/queue-stand-ins.ts';
import { ask } from '../ask.ts';
import { hyperqueue } from '../hyperqueue/hyperqueue.ts';
import type { Options } from '../kind.ts';
import { createLocalConnector } from '../local.ts';
import { pbs } from '../pbs/pbs.ts';
import type { Queue, QueueRequest, QueueVerdict } from '../queue.ts';
import { createQueueManager } from './queue.ts';
import { checkTemplate, fillTemplate, optionsIn, plainTemplate } from './template.ts';

const never = new AbortController().signal;
const connector = createLocalConnector();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'queue-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const kinds = { pbs: [pbs, installPbs], hyperqueue: [hyperqueue, installHyperQueue] } as const;
function open(kind: keyof typeof kinds, options: Options = {}): Queue {
  const [dialect, install] = kinds[kind];
  vi.stubEnv('PATH', `${install(folder)}:${process.env['PATH']}`);
  return createQueueManager(connector, dialect, {})({ options, template: plainTemplate });
}
const at = (name: string) => join(folder, name);
const calls = () => readFileSync(at('calls'), 'utf8');

async function carryOut(queue: Queue, job: QueueRequest, signal = never): Promise<QueueVerdict> {
  const submitted = await queue.submit(job, signal);
  if ('refused' in submitted) throw new Error(submitted.refused);
  await queue.wait(submitted.id, job.folder, signal);
  return queue.judge(submitted.id, (await ask(connector, { program: queue.tell(submitted.id) }, never)).stdout);
}

it('PBS: hands jobs in as arrays, and tells done from cancelled and refused', async () => {
  const queue = open('pbs', { account: 'x', resources: { place: 'scatter' }, additionalAttributes: { group_list: 'g' } });
  const jobs = ['a', 'b'].map((name) => queueJob(at(name), `echo ${name} >said; echo noise`, { timeLimit: 5 }));
  const [first, second] = await Promise.all(jobs.map((job) => carryOut(queue, job)));
  expect([readFileSync(at('a/said'), 'utf8'), readFileSync(at('b/said'), 'utf8')]).toEqual(['a\n', 'b\n']);
  const record = {
    name: 'pbs',
    id: '1[1].pbs',
    queue: 'workq',
    nodes: 'node1,node2',
    submitted: '2026-11-25T04:33:22.000+00:00',
  };
  expect(first).toEqual({ state: 'F', said: 'noise', record });
  expect(second?.record.id).toBe('1[2].pbs');
  expect(calls()).toMatch(
    /^qsub -j oe -o \S+\/log\.\^array_index\^ -J 1-2 -A x -S \/bin\/sh -N job -l select=1:ncpus=1:mem=64mb -l walltime=65 -l place=scatter -W group_list=g -r n \S+script$/m,
  );
  const abort = new AbortController();
  const cancelled = carryOut(queue, queueJob(at('c'), 'touch begun; sleep 60'), abort.signal);
  while (!existsSync(at('c/begun'))) await pause(20);
  abort.abort();
  expect(await cancelled).toMatchObject({ problem: 'cancelled', signal: 'SIGTERM' });
  const refused = await open('pbs', { destination: 'nowhere' }).submit(queueJob(at('d'), 'true'), never);
  expect(refused).toEqual({ refused: 'qsub: Unknown queue' });
});

it('PBS: knows its own reasons to end a job', () => {
  const judge = (code: number) => pbs.judge('1', `    job_state = F\n    Exit_status = ${code}\n    comment = job killed: so\n`);
  expect([0, 3, 271, -27, -29, -3].map((code) => judge(code).problem)).toEqual([
    ...[undefined, undefined, 'cancelled', 'out-of-memory', 'time-limit', 'lost'],
  ]);
  expect(judge(-29).state).toBe('job killed: so');
  expect(['R', 'F', 'F:0', 'F:271', 'X:-29'].map(pbs.endOf)).toEqual([
    ...[undefined, 'by-itself', 'by-itself', 'prevented', 'prevented'],
  ]);
});

it('HyperQueue: hands jobs in with one command, and tells done from cancelled', async () => {
  const queue = open('hyperqueue', { cpus: '4 compact', resources: { 'gpus/nvidia': 1 }, priority: 3 });
  const before = connector.commands;
  const jobs = ['a', 'b'].map((name) => queueJob(at(name), `echo ${name} >said; echo noise`, { timeLimit: 5 }));
  const verdicts = await Promise.all(jobs.map((job) => carryOut(queue, job)));
  expect(verdicts[0]).toEqual({
    ...{ state: 'finished', said: 'noise' },
    record: {
      ...{ name: 'hyperqueue', id: '1', nodes: 'worker 1' },
      ...{ submitted: '2026-11-25T04:33:22.500+00:00', started: '2026-11-25T04:33:23.000+00:00' },
    },
  });
  expect(connector.commands - before).toBeLessThan(12);
  expect(calls()).toContain('--name=job --cpus=4 compact --time-limit=65s --resource=gpus/nvidia=1 --priority=3 -- sh -c');
  const abort = new AbortController();
  const cancelled = carryOut(queue, queueJob(at('c'), 'touch begun; sleep 60'), abort.signal);
  while (!existsSync(at('c/begun'))) await pause(20);
  abort.abort();
  expect(await cancelled).toMatchObject({ problem: 'cancelled', state: 'canceled' });
});

it('HyperQueue: knows the reasons of failed tasks', () => {
  const judge = (error: string) => hyperqueue.judge('1', JSON.stringify([{ tasks: [{ state: 'failed', error }] }])).problem;
  expect(['Time limit reached', 'worker was lost', 'Program terminated with exit code 1'].map(judge)).toEqual([
    ...['time-limit', 'lost', undefined],
  ]);
  expect(hyperqueue.judge('1', 'no JSON')).toEqual({ state: 'UNKNOWN', record: { name: 'hyperqueue', id: '1' } });
});

describe('the template of a job script', () => {
  it('names the command, and may name the working folder', () => {
    const template =
      '#!/bin/bash\n#SBATCH --mem=1G -c 2\n{{streamflow_environment}}cd {{ streamflow_workdir }}\n{{-streamflow_command -}}';
    expect(checkTemplate(template, 't.sh')).toBe(template);
    expect(fillTemplate(template, { command: 'go', workdir: '/a b' })).toBe(
      "#!/bin/bash\n#SBATCH --mem=1G -c 2\ncd '/a b'\nenv CRATE_RUN_TEMPLATE= go",
    );
    expect([...optionsIn(template, '#SBATCH')]).toEqual(['mem', 'c']);
  });

  it.each([
    ['no command', 'does not name {{streamflow_command}}'],
    ['{{ streamflow_command }} {{ other }}', 'names {{other}}'],
    ['{% if a %}{{ streamflow_command }}{% endif %}', 'more of Jinja than names'],
    ['{{ streamflow_command | upper }}', 'does not name'],
  ])('is refused: %s', (template, why) => {
    expect(() => checkTemplate(template, 't.sh')).toThrow(why);
  });
});
