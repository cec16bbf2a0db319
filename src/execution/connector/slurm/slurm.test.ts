import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { queueJob } from '../../../../fixtures/queue-job.ts';
import { hasSlurm, startSlurm, type Slurm } from '../../../../fixtures/slurm.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import { createLocalConnector } from '../local.ts';
import type { Queue, QueueRequest, QueueVerdict } from '../queue.ts';
import type { Options } from '../kind.ts';
import { createQueueManager, type QueueSettings } from '../queue/queue.ts';
import { plainTemplate } from '../queue/template.ts';
import { sbatchOptions } from './options.ts';
import { slurm as dialect } from './slurm.ts';
import { readVerdict } from './states.ts';

const never = new AbortController().signal;
const request = { name: 'n', folder: '/f', archive: Buffer.alloc(0), cores: 1.5, memoryMiB: 100.2, timeLimit: 90, workdir: '/w' };

it('asks for what the job asks for, unless the service or the script says otherwise', () => {
  expect(sbatchOptions({ options: {}, request, given: new Set() })).toEqual([
    '--job-name=n',
    '--cpus-per-task=2',
    '--mem=101M',
    '--time=3',
  ]);
  const options = {
    partition: 'p',
    gpusPerNode: 2,
    memPerCpu: '1G',
    exclusive: true,
    requeue: false,
    ignorePBS: true,
    file: 'x',
  };
  expect(sbatchOptions({ options, request, given: new Set(['c', 'time', 'job-name']) })).toEqual([
    ...['--partition=p', '--gpus-per-node=2', '--mem-per-cpu=1G', '--exclusive', '--ignore-pbs'],
  ]);
});

it('reads what the controller and the accounting say', () => {
  const told =
    'JobId=7 JobState=OUT_OF_MEMORY Reason=None ExitCode=0:125 SubmitTime=2026-01-01T00:00:00 StartTime=2026-01-01T00:00:01 EndTime=2026-01-01T00:00:02 Partition=main NodeList=node[1-2] BatchHost=node1';
  expect(readVerdict('7', told)).toEqual({
    state: 'OUT_OF_MEMORY',
    problem: 'out-of-memory',
    record: {
      ...{ name: 'slurm', id: '7', queue: 'main', nodes: 'node[1-2]', submitted: '2026-01-01T00:00:00.000+00:00' },
      ...{ started: '2026-01-01T00:00:01.000+00:00', ended: '2026-01-01T00:00:02.000+00:00' },
    },
  });
  expect(readVerdict('7', 'JobState=CANCELLED+by+0 NodeList=None+assigned StartTime=Unknown ExitCode=0:0')).toEqual({
    state: 'CANCELLED+by+0',
    problem: 'cancelled',
    record: { name: 'slurm', id: '7' },
  });
  expect(readVerdict('7', '')).toEqual({ state: 'UNKNOWN', record: { name: 'slurm', id: '7' } });
});

describe.skipIf(!hasSlurm())('a Slurm of our own', () => {
  let own: Slurm;
  let folder: string;
  let connector: Connector;
  beforeAll(async () => {
    own = await startSlurm();
    vi.stubEnv('SLURM_CONF', own.conf);
    folder = mkdtempSync(join(tmpdir(), 'slurm jobs-'));
    connector = createLocalConnector();
  }, 60_000);
  afterAll(() => {
    own.stop();
    rmSync(folder, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });

  const open = (settings: QueueSettings = {}, options: Options = {}, template = plainTemplate) =>
    createQueueManager(connector, dialect, settings)({ options, template });
  const at = (name: string) => join(folder, name);

  async function carryOut(queue: Queue, job: QueueRequest, signal = never): Promise<QueueVerdict> {
    const submitted = await queue.submit(job, signal);
    if ('refused' in submitted) throw new Error(submitted.refused);
    await queue.wait(submitted.id, job.folder, signal);
    const { stdout } = await ask(connector, { program: queue.tell(submitted.id) }, never);
    return queue.judge(submitted.id, stdout);
  }

  it('hands jobs in together, as arrays where they are alike, and knows when each has ended', async () => {
    const queue = open();
    const before = connector.commands;
    const jobs = ['a', 'b', 'c', 'd'].map((name, index) =>
      queueJob(at(name), `echo ${name} >said; echo noise >&2`, { cores: index < 3 ? 1 : 2 }),
    );
    const verdicts = await Promise.all(jobs.map((job) => carryOut(queue, job)));
    expect(['a', 'b', 'c', 'd'].map((name) => readFileSync(at(`${name}/said`), 'utf8'))).toEqual(['a\n', 'b\n', 'c\n', 'd\n']);
    expect(verdicts.map(({ record }) => record.id)).toEqual(['1_1', '1_2', '1_3', '2']);
    expect(verdicts[3]).toEqual({
      state: 'COMPLETED',
      said: 'noise',
      record: {
        ...{ name: 'slurm', id: '2', queue: 'main', nodes: expect.any(String) as string },
        ...Object.fromEntries(['submitted', 'started', 'ended'].map((time) => [time, expect.stringMatching(/^2.*\+00:00$/)])),
      },
    });
    // One to hand in, four to tell, and few questions in between.
    expect(connector.commands - before).toBeLessThan(20);
  });

  it('says what cancelled and refused jobs are, and keeps to the number of jobs', async () => {
    const queue = open({ maxJobs: 2 });
    const abort = new AbortController();
    const running = carryOut(queue, queueJob(at('running'), 'touch begun; sleep 60'), abort.signal);
    const foreign = carryOut(queue, queueJob(at('foreign'), 'touch begun; sleep 60'));
    const third = carryOut(queue, queueJob(at('third'), 'true'));
    while (!existsSync(at('running/begun')) || !existsSync(at('foreign/begun'))) await pause(50);
    expect(existsSync(at('third'))).toBe(false);
    abort.abort();
    expect(await running).toMatchObject({ problem: 'cancelled', state: 'CANCELLED' });
    own.command('scancel', own.command('squeue', '--noheader', '--states=R', '--format=%i').trim());
    expect(await foreign).toMatchObject({ problem: 'cancelled', said: expect.stringContaining('CANCELLED') as string });
    expect(await third).toMatchObject({ state: 'COMPLETED' });

    const refused = await open({}, { partition: 'nowhere' }).submit(queueJob(at('refused'), 'true'), never);
    expect(refused).toEqual({ refused: expect.stringContaining('nvalid partition') as string });
    const pending = new AbortController();
    const waits = carryOut(open({}, { begin: 'now+1hour' }), queueJob(at('pending'), 'true'), pending.signal);
    await pause(300);
    pending.abort();
    expect(await waits).toMatchObject({ problem: 'cancelled' });
  });

  it('goes on when the controller was away', async () => {
    const job = carryOut(open(), queueJob(at('long'), 'touch begun; sleep 2'));
    while (!existsSync(at('long/begun'))) await pause(50);
    await own.restart(1500);
    expect(await job).toMatchObject({ state: 'COMPLETED' });
  });

  it('fills in a template, whose options go before those of the job', async () => {
    const template = '#!/bin/sh\n#SBATCH --job-name=mine -c 2\necho in {{ streamflow_workdir }}\n{{streamflow_command}}\n';
    const job = queueJob(at('templated'), 'echo "$SLURM_JOB_NAME $SLURM_CPUS_PER_TASK" >said');
    const verdict = await carryOut(open({}, {}, template), job);
    expect(readFileSync(at('templated/said'), 'utf8')).toBe('mine 2\n');
    expect(verdict.said).toBe(`in ${at('templated')}`);
  });
});
