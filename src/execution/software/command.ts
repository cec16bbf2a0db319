import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a program of this machine answered. */
export interface Answer {
  /** Undefined when it could not be started or was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of this machine to its end, with the environment of crate-run. Never throws. */
export async function ask(command: readonly string[], signal?: AbortSignal): Promise<Answer> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
  const ended = new Promise<number | undefined>((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code ?? undefined));
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** Where a program is, as the shell would find it on the PATH; undefined when it is not there. */
export function findProgram(name: string, searchPath = process.env['PATH'] ?? ''): string | undefined {
  if (name.includes('/')) return isProgram(name) ? name : undefined;
  return searchPath
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Variables as `env -0` prints them. */
export function readVariables(printed: string): Readonly<Record<string, string>> {
  const pairs = printed.split('\0').filter((line) => line.includes('='));
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** The variables that are not what they are in the environment of crate-run, without those that only concern a shell. */
export function changedVariables(
  variables: Readonly<Record<string, string>>,
  isOwn: (name: string) => boolean,
): Readonly<Record<string, string>> {
  const ofShell = new Set(['_', 'PWD', 'OLDPWD', 'SHLVL', 'PS1']);
  return Object.fromEntries(
    Object.entries(variables).filter(
      ([name, value]) => process.env[name] !== value && !ofShell.has(name) && !name.startsWith('BASH_FUNC_') && !isOwn(name),
    ),
  );
}
