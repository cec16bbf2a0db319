import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { running } from './places.ts';

/** Starts a program that outlives this process, with a log and a file of its process id beside the bed's sockets. */
export function startDaemon(command: readonly [string, ...string[]]): void {
  const [program, ...args] = command;
  const log = openSync(logOf(program), 'w');
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' });
  if (child.pid === undefined) throw new Error(`${program} cannot be started`);
  writeFileSync(pidFile(program), String(child.pid));
  child.unref();
}

/** Whether the program that the bed started is still there. */
export function isRunning(program: string): boolean {
  return pidOf(program) !== undefined;
}

/** Asks a program of the bed to end, and ends it when it does not within half a minute. */
export async function stopDaemon(program: string): Promise<void> {
  for (let round = 0; round < 320; round += 1) {
    const pid = pidOf(program);
    if (pid === undefined) break;
    if (round === 0 || round === 300) process.kill(pid, round === 0 ? 'SIGTERM' : 'SIGKILL');
    await sleep(100);
  }
  rmSync(pidFile(program), { force: true });
}

/** Waits until `ready` holds. Throws with the end of the log when the program ends before or needs more than a minute. */
export async function awaitDaemon(program: string, ready: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    if (await ready()) return;
    if (!isRunning(program)) break;
    await sleep(100);
  }
  const log = readFileSync(logOf(program), 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  throw new Error(`${program} did not come up:\n${log}`);
}

/** The process, unless it is gone or its id now belongs to another program. */
function pidOf(program: string): number | undefined {
  if (!existsSync(pidFile(program))) return undefined;
  const pid = Number(readFileSync(pidFile(program), 'utf8'));
  try {
    const [started = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(started) === basename(program) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function pidFile(program: string): string {
  return join(running, `${basename(program)}.own.pid`);
}

function logOf(program: string): string {
  return join(running, `${basename(program)}.log`);
}
