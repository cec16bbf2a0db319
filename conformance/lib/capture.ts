import { spawn } from 'node:child_process';

/** How a program ended and what it said. */
export interface Captured {
  /** Absent when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall clock from start to end. */
  readonly seconds: number;
  /** Whether it had to be ended because `limit` was over. */
  readonly overtime: boolean;
}

/** Where and with what a program runs. */
export interface Surroundings {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds after which the program and its children are killed. */
  readonly limit?: number;
  /** Lets stderr through to the terminal instead of keeping it. */
  readonly showStderr?: boolean;
}

/** Runs a program to its end without a shell and without standard input. Rejects only when it cannot be started. */
export function capture(command: readonly string[], surroundings: Surroundings = {}): Promise<Captured> {
  const [program = '', ...args] = command;
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: surroundings.cwd,
      env: { ...process.env, ...surroundings.env },
      stdio: ['ignore', 'pipe', surroundings.showStderr === true ? 'inherit' : 'pipe'],
      detached: true,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let overtime = false;
    child.stdout?.on('data', (bytes: Buffer) => stdout.push(bytes));
    child.stderr?.on('data', (bytes: Buffer) => stderr.push(bytes));
    const stop = () => {
      overtime = true;
      // The group and not the program alone: what it started must not outlive it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = surroundings.limit === undefined ? undefined : setTimeout(stop, surroundings.limit * 1000);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      resolve({
        exitCode: exitCode ?? undefined,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        seconds: Number(process.hrtime.bigint() - started) / 1e9,
        overtime,
      });
    });
  });
}

/** Runs a program that has to succeed and gives its stdout. Throws with its stderr otherwise. */
export async function expectSuccess(command: readonly string[], surroundings: Surroundings = {}): Promise<string> {
  const ended = await capture(command, surroundings);
  if (ended.exitCode === 0) return ended.stdout;
  throw new Error(`${command.join(' ')} ended with ${ended.exitCode ?? 'a signal'}\n${ended.stderr}`);
}
