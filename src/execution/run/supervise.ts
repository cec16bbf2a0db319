import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Execution } from '../../job/outcome.ts';
import { watchLimits, type Limits } from './limits.ts';
import type { Ending } from './meter.ts';

/** How long processes that were asked to end may take. */
const grace = 1000;

/**
 * Waits for the leader of a process group to end. At the time limit or on cancellation the whole group is asked to end,
 * and killed after a moment; whatever of it outlives the leader is killed too. Rejects when the process never started.
 */
export async function supervise(
  child: ChildProcess,
  limits: Limits & { beforeKill(): void },
): Promise<Ending & Pick<Execution, 'problem'>> {
  let problem: 'time-limit' | 'cancelled' | undefined;
  let killing: Promise<void> | undefined;
  const unwatch = watchLimits(limits, (why) => {
    if (child.pid === undefined) return;
    problem = why;
    limits.beforeKill();
    killing = killGroup(child.pid);
  });
  try {
    const ending = await ended(child);
    if (killing) await killing;
    else send(child.pid!, 'SIGKILL');
    return problem ? { ...ending, problem } : ending;
  } finally {
    unwatch();
  }
}

function ended(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => resolve(exitCode === null ? { signal: signal ?? 'unknown' } : { exitCode }));
  });
}

async function killGroup(leader: number): Promise<void> {
  const deadline = performance.now() + grace;
  let alive = send(leader, 'SIGTERM');
  while (alive && performance.now() < deadline) {
    await pause(20);
    alive = send(leader, 0);
  }
  send(leader, 'SIGKILL');
}

/** Sends a signal to a group; false when none of it is left. */
function send(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}
