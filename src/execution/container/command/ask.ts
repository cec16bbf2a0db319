import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Runs a program to its end and gives what it says. Throws the last line that it complains with. */
export async function ask(program: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [code, said, complaint] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code === 0) return said;
  const last = complaint
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^Error: /, '');
  throw new Error(last || `${program} ended with code ${code}`);
}
