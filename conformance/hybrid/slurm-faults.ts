import { setTimeout as sleep } from 'node:timers/promises';
import { startService, stopService } from '../bed/hosts/services.ts';
import { runIn, tryIn } from '../bed/hosts/site.ts';
import { siteA, user } from '../bed/hosts/sites.ts';
import { endOf, unmet } from '../containers/check.ts';
import type { StartedRun } from '../containers/run.ts';
import type { HybridCheck } from './check.ts';
import { fails, succeeds } from './outcome.ts';
import { awaitSlurm, oneStep, startHybrid } from './run.ts';

const bindings = [{ step: '/only', target: { deployment: 'sl', service: 'short' } }];

function start(folder: string, script: string, requirements: Readonly<Record<string, unknown>> = {}): StartedRun {
  return startHybrid(folder, { document: oneStep(script, requirements), bindings });
}

export const cancelledRunning: HybridCheck = {
  name: 'scancel of a running job of Slurm: the run fails and says so',
  async try(folder) {
    const run = start(folder, 'echo begun; sleep 100');
    const id = await awaitSlurm('RUNNING');
    if (id !== undefined) await runIn(siteA, ['scancel', id]);
    return fails(run, /cancel/i);
  },
};

export const cancelledPending: HybridCheck = {
  name: 'scancel of a pending job of Slurm: the run fails and says so',
  async try(folder) {
    const wrap = `cd /tmp && sbatch --parsable --cpus-per-task=4 --mem=100 --output=/dev/null --wrap='sleep 100'`;
    const blocker = (await runIn(siteA, ['su', user, '-c', wrap])).trim();
    try {
      await awaitSlurm('RUNNING');
      const run = start(folder, 'echo begun');
      const id = await awaitSlurm('PENDING');
      if (id !== undefined) await runIn(siteA, ['scancel', id]);
      return await fails(run, /cancel/i);
    } finally {
      await tryIn(siteA, ['scancel', blocker]);
    }
  },
};

export const overMemory: HybridCheck = {
  name: 'a job of Slurm over its memory: the run fails and names memory',
  try: (folder) =>
    fails(start(folder, 'python3 -c "bytearray(900 << 20)"', { ResourceRequirement: { ramMin: 100, ramMax: 100 } }), /memory/i),
};

export const overTime: HybridCheck = {
  name: 'a job of Slurm over its time: the run fails and names the limit',
  isLong: true,
  try: (folder) => fails(start(folder, 'sleep 200', { ToolTimeLimit: { timelimit: 60 } }), /time/i),
};

export const nodeDaemonKilled: HybridCheck = {
  name: 'slurmd killed while a job runs, and started again: the job is not lost',
  async try(folder) {
    const run = start(folder, 'sleep 8; echo done');
    await awaitSlurm('RUNNING');
    await stopService(siteA, 'slurmd', 'KILL');
    await sleep(2000);
    await startService(siteA, 'slurmd');
    return succeeds(run, 'done');
  },
};

export const nodeLost: HybridCheck = {
  name: 'slurmd and the job killed, as when a node goes down: done again or said clearly',
  async try(folder) {
    const run = start(folder, 'sleep 6; echo done');
    await awaitSlurm('RUNNING');
    await tryIn(siteA, ['pkill', '-KILL', '--exact', 'slurmd']);
    await tryIn(siteA, ['pkill', '-KILL', 'slurmstepd']);
    await tryIn(siteA, ['pkill', '-KILL', '-u', user, 'sleep']);
    await sleep(2000);
    await startService(siteA, 'slurmd');
    const ended = await run.ended;
    const isClear = ended.exitCode === 0 || /JOB_|SCHED_|CONN_/.test(ended.stderr);
    return [...unmet([[isClear, 'neither done nor said why']]), ...(isClear ? [] : [endOf(ended)])];
  },
};

export const controllerRestarted: HybridCheck = {
  name: 'slurmctld restarted while a job runs: the job is not lost',
  async try(folder) {
    const run = start(folder, 'sleep 8; echo done');
    await awaitSlurm('RUNNING');
    await stopService(siteA, 'slurmctld');
    await sleep(3000);
    await startService(siteA, 'slurmctld');
    return succeeds(run, 'done');
  },
};
