import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, unmet, type ContainerCheck } from './check.ts';
import { judged, readCrate } from './crate.ts';
import { awaitContainers, startRun, times, toolIn } from './run.ts';

/** Two containers that would go on for minutes. */
const document = times(
  2,
  toolIn('alpine:latest', 'sleep 300', {
    requirements: {
      DockerRequirement: { dockerPull: 'alpine:latest' },
      ResourceRequirement: { coresMin: 1, ramMin: 16 },
    },
  }),
);

/** crate-run is gone without a chance to tidy up. */
export const killed: ContainerCheck = {
  name: 'no container is left when crate-run is killed (SIGKILL)',
  async try(folder) {
    const run = startRun(folder, document);
    const running = await awaitContainers(2, 'running');
    process.kill(run.pid, 'SIGKILL');
    const ended = await run.ended;
    if (running !== 2) return [`${running} containers ran instead of 2`, endOf(ended)];
    await sleep(3000);
    const left = await awaitContainers(0, 'any');
    return unmet([[left === 0, `${left} containers are left`]]);
  },
};

/** The user ends crate-run. */
export const interrupted: ContainerCheck = {
  name: 'no container is left when crate-run is ended (SIGTERM), and the crate tells it',
  async try(folder) {
    const run = startRun(folder, document);
    const running = await awaitContainers(2, 'running');
    process.kill(run.pid, 'SIGTERM');
    const ended = await run.ended;
    const left = await awaitContainers(0, 'any');
    const story = readCrate(run.crate);
    const complaints = unmet([
      [running === 2, `${running} containers ran instead of 2`],
      [left === 0, `${left} containers are left`],
      [ended.exitCode !== 0, 'exit code 0'],
      [story?.status === 'FailedActionStatus', `the crate says ${story?.status ?? 'nothing: there is none'}`],
    ]);
    return [...complaints, ...(complaints.length > 0 ? [endOf(ended)] : []), ...(story ? await judged(run.crate) : [])];
  },
};
