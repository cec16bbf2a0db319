import { startEngine, stopEngine } from '../bed/engine.ts';
import { busyboxImage } from '../bed/images.ts';
import { startNetwork } from '../bed/network.ts';
import { endOf, unmet, type ContainerCheck } from './check.ts';
import { judged, readCrate } from './crate.ts';
import { awaitContainers, startRun, times, toolIn } from './run.ts';

/** The engine is stopped while jobs run in it, and comes back. */
export const engineRestart: ContainerCheck = {
  name: 'jobs that a restart of the engine cut off are tried again or fail clearly, and the crate tells it',
  async try(folder) {
    const run = startRun(folder, times(2, toolIn('alpine:latest', 'sleep 5')));
    const running = await awaitContainers(2, 'running');
    await stopEngine();
    await startEngine();
    const ended = await run.ended;
    await startNetwork(busyboxImage());
    const left = await awaitContainers(0, 'any');
    const story = readCrate(run.crate);
    const isClear = ended.exitCode === 0 || /\[(CONTAINER_ENGINE|JOB_LOST)\]/.test(ended.stderr);
    const complaints = unmet([
      [running === 2, `${running} containers ran instead of 2`],
      [isClear, 'no clear message'],
      [story !== undefined, 'no crate'],
      [(story?.errors.length ?? 0) > 0, 'the crate does not tell that jobs were cut off'],
      [
        story?.status === (ended.exitCode === 0 ? 'CompletedActionStatus' : 'FailedActionStatus'),
        `the crate says ${story?.status ?? ''}`,
      ],
      [left === 0, `${left} containers are left`],
    ]);
    return [...complaints, ...(complaints.length > 0 ? [endOf(ended)] : []), ...(story ? await judged(run.crate) : [])];
  },
};
