import { setTimeout as pause } from 'node:timers/promises';
import { timestamp } from '../../base/clock.ts';
import { CrateRunError } from '../../base/error.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { watchLimits } from '../run/limits.ts';
import { createSampler } from '../run/sampler.ts';
import type { StreamPaths } from '../run/streams.ts';
import { createContainer, refusalOf, waitForExit, type ContainerCreateOptions, type EngineApi } from './api.ts';
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

/** What to run, and where. */
export interface ContainerOrder {
  readonly api: EngineApi;
  readonly options: ContainerCreateOptions;
  readonly spec: JobSpec;
  readonly streams: StreamPaths;
}

/**
 * Makes a container and waits for its end: create, attach, wait, start, in this order, so that no word of a fast one is
 * lost. Removing it is left to the caller. Throws CONTAINER_IMAGE, DATA_WRITE; rejects with what broke the connection.
 */
export async function runContainer(order: ContainerOrder, signal: AbortSignal): Promise<Ended> {
  const over = new AbortController();
  try {
    const started = await start(order, signal, over.signal);
    return 'endedAt' in started ? started : await watch(order, started, signal, over.signal);
  } finally {
    over.abort();
  }
}

interface Started {
  readonly id: string;
  readonly startedAt: string;
  readonly exit: Promise<number>;
  readonly copying: Promise<void>;
}

async function start(
  { api, options, spec, streams }: ContainerOrder,
  signal: AbortSignal,
  over: AbortSignal,
): Promise<Started | Ended> {
  const begun = timestamp();
  const [program = ''] = spec.command;
  let id;
  let streaming;
  try {
    id = await createContainer(api, options);
    if (signal.aborted) return { startedAt: begun, endedAt: timestamp(), problem: 'cancelled' };
    const exit = waitForExit(api, id, over);
    exit.catch(() => undefined);
    streaming = await connectContainer(api, id, streams);
    await api.getContainer(id).start();
    return { id, startedAt: timestamp(), exit, copying: streaming.copying };
  } catch (thrown) {
    streaming?.close();
    const refusal = refusalOf(thrown);
    if (!refusal) throw thrown;
    if (id === undefined && refusal.status === 404 && /image/i.test(refusal.message)) {
      throw new CrateRunError('CONTAINER_IMAGE', `the image ${options.Image} is gone: ${refusal.message}`, { cause: thrown });
    }
    return { startedAt: begun, endedAt: timestamp(), problem: 'not-started', obstacle: whyNotStarted(program, refusal.message) };
  }
}

async function watch(
  { api, options, spec }: ContainerOrder,
  { id, startedAt, exit, copying }: Started,
  signal: AbortSignal,
  over: AbortSignal,
): Promise<Ended> {
  const sampler = createSampler();
  sampler.start(lookAtGroup(id));
  let problem: 'time-limit' | 'cancelled' | undefined;
  const unwatch = watchLimits({ timeLimit: spec.timeLimit, signal }, (why) => {
    problem = why;
    sampler.sample();
    void stop(api, id, over);
  });
  try {
    const exitCode = await Promise.race([exit, copying.then(() => askForExit(api, id, exit))]);
    const times = { startedAt, endedAt: timestamp() };
    const usage = sampler.stop();
    await copying;
    if (problem) return { ...times, problem, ...usage };
    const wasLimited = exitCode === killed && options.HostConfig?.Memory !== undefined;
    if (wasLimited && (await ranOutOfMemory(api, id))) return { ...times, problem: 'out-of-memory', ...usage };
    return { ...times, exitCode, ...usage };
  } finally {
    unwatch();
    sampler.stop();
  }
}

/** Why a container was killed can take the engine a moment longer to learn than that it was. */
async function ranOutOfMemory(api: EngineApi, id: string): Promise<boolean> {
  for (let look = 0; look < 5; look++) {
    if (look > 0) await pause(100);
    if ((await api.getContainer(id).inspect()).State.OOMKilled) return true;
  }
  return false;
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
