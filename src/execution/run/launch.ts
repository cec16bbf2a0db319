import { spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { timestamp } from '../../base/clock.ts';
import type { Execution } from '../../job/outcome.ts';
import { reasonOf } from '../data/fault.ts';
import { createMeter, gnuTime } from './meter.ts';
import type { StreamPaths } from './streams.ts';
import { supervise } from './supervise.ts';

/** A command to run, as plain data. */
export interface LaunchOrder {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly streams: StreamPaths;
  /** A file for the meter. */
  readonly usage: string;
  /** Seconds. */
  readonly timeLimit?: number;
}

/** How it ended; `obstacle` says why it did not start. */
export interface Launched extends Omit<Execution, 'stderrTail' | 'stdoutLog' | 'stderrLog'> {
  readonly obstacle?: string;
}

/** Starts a command in a process group of its own and waits for its end. Never throws. */
export async function launch(order: LaunchOrder, signal: AbortSignal): Promise<Launched> {
  const meter = createMeter(order.command, order.usage, gnuTime());
  const [file = '', ...args] = meter.command;
  const startedAt = timestamp();
  const opened: number[] = [];
  try {
    const stdio = openStreams(order.streams, opened);
    const child = spawn(file, args, { cwd: order.folder, env: order.environment, stdio, detached: true });
    if (child.pid !== undefined) meter.started(child.pid);
    const { problem, ...ending } = await supervise(child, { timeLimit: order.timeLimit, signal, beforeKill: meter.beforeKill });
    return { startedAt, endedAt: timestamp(), ...meter.read(ending), ...(problem ? { problem } : {}) };
  } catch (thrown) {
    const obstacle = `cannot start ${order.command[0]}: ${reasonOf(thrown)}`;
    return { startedAt, endedAt: timestamp(), problem: 'not-started', obstacle };
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

/** File descriptors that the process inherits: cheaper than pipes, and nothing is lost when it outlives us. */
function openStreams({ stdin, stdout, stderr }: StreamPaths, opened: number[]): ['ignore' | number, number, number] {
  const open = (path: string, flags: number) => {
    const descriptor = openSync(path, flags);
    opened.push(descriptor);
    return descriptor;
  };
  const input = stdin === undefined ? 'ignore' : open(stdin, constants.O_RDONLY);
  const output = open(stdout, constants.O_WRONLY);
  return [input, output, stderr === stdout ? output : open(stderr, constants.O_WRONLY)];
}
