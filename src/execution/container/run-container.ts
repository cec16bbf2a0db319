import { setTimeout as pause } from 'node:timers/promises';
import { timestamp } from '../../base/clock.ts';
import { CrateRunError, messageOf } from '../../base/error.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { watchLimits } from '../run/limits.ts';
import { createSampler } from '../run/sampler.ts';
import type { StreamPaths } from '../run/streams.ts';
import { refusalOf, waitForExit, type ContainerCreateOptions, type EngineApi } from './api.ts';
import { connectContainer } from './attach.ts';
import { lookAtGroup } from './control-group.ts';
import { whyNotStarted } from './obstacle.ts';

/** How long processes that were asked to end may take. */
const grace = 1000;
/** How long after the last output an engine may keep the exit code to itself before it is asked: Podman waits for ever. */
const patience = 50;
const longestPatience = 5000;
const killed = 137;

/** How a container ended; `obstacle` says why it did not start. */
export type Ended = Omit<Execution, 'stderrTail' | 'stdoutLog' | 'stderrLog'> & { readonly obstacle?: string };

/**
 * Makes a container and waits for its end: create, attach, wait, start, in this order, so that no word of a fast one is
 * lost. Removing it is left to the caller. Throws CONTAINER_IMAGE, DATA_WRITE; rejects with what broke the connection.
 */
export async function runContainer(
  api: EngineApi,
  options: ContainerCreateOptions,
  spec: JobSpec,
  streams: StreamPaths,
  signal: AbortSignal,
): Promise<Ended> {
  const begun = timestamp();
  const notStarted = (thrown: unknown): Ended => {
    const refusal = refusalOf(thrown);
    if (!refusal) throw thrown instanceof Error ? thrown : new Error(messageOf(thrown));
    const obstacle = whyNotStarted(spec.command[0] ?? '', refusal.message);
    return { startedAt: begun, endedAt: timestamp(), problem: 'not-started', obstacle };
  };

  let id;
  try {
    ({ id } = await api.createContainer(options));
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal?.status === 404 && /image/i.test(refusal.message)) {
      throw new CrateRunError('CONTAINER_IMAGE', `the image ${options.Image} is gone: ${refusal.message}`, { cause: thrown });
    }
    return notStarted(thrown);
  }
  if (signal.aborted) return { startedAt: begun, endedAt: timestamp(), problem: 'cancelled' };

  const container = api.getContainer(id);
  const exit = waitForExit(api, id);
  exit.catch(() => undefined);
  let streaming;
  try {
    streaming = await connectContainer(api, id, streams);
    await container.start();
  } catch (thrown) {
    streaming?.close();
    return notStarted(thrown);
  }
  const { copying } = streaming;
  const startedAt = timestamp();
  const sampler = createSampler();
  sampler.start(lookAtGroup(id));
  let problem: 'time-limit' | 'cancelled' | undefined;
  const over = new AbortController();
  const unwatch = watchLimits({ timeLimit: spec.timeLimit, signal }, (why) => {
    problem = why;
    sampler.sample();
    void stop(api, id, over.signal);
  });
  try {
    const exitCode = await Promise.race([exit, copying.then(() => askForExit(api, id, exit))]);
    const endedAt = timestamp();
    const usage = sampler.stop();
    await copying;
    if (problem) return { startedAt, endedAt, problem, ...usage };
    if (exitCode === killed && options.HostConfig?.Memory && (await container.inspect()).State.OOMKilled) {
      return { startedAt, endedAt, problem: 'out-of-memory', ...usage };
    }
    return { startedAt, endedAt, exitCode, ...usage };
  } finally {
    unwatch();
    over.abort();
    sampler.stop();
  }
}

/** Asks everything in a container to end, and kills it after a moment. */
async function stop(api: EngineApi, id: string, over: AbortSignal): Promise<void> {
  const container = api.getContainer(id);
  const send = (signal: string) => container.kill({ signal }).catch(() => undefined);
  await send('SIGTERM');
  await pause(grace, undefined, { signal: over }).catch(() => undefined);
  if (!over.aborted) await send('SIGKILL');
}

/** The exit code of a container that says no more: as a rule it is on its way, else the engine is asked again and again. */
async function askForExit(api: EngineApi, id: string, exit: Promise<number>): Promise<number> {
  for (let wait = patience; ; wait = Math.min(2 * wait, longestPatience)) {
    const timer = new AbortController();
    const code = await Promise.race([exit, pause(wait, undefined, { signal: timer.signal })]);
    timer.abort();
    if (code !== undefined) return code;
    const { State } = await api.getContainer(id).inspect();
    if (!State.Running) return State.ExitCode;
  }
}
