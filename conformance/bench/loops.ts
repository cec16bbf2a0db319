import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { expectSuccess } from '../lib/capture.ts';

/** Does the bare work of a case in an empty folder. */
export type Loop = (folder: string) => Promise<void>;

/** The work of the cases without an engine: what is left is the operating system. */
export const loops = {
  /** Starts `true` that many times, as many at once as there are cores. */
  spawn:
    (count: number): Loop =>
    () =>
      together(count, 'true', []),
  sleep:
    (count: number, seconds: number): Loop =>
    () =>
      together(count, 'sleep', [String(seconds)]),
  echo:
    (count: number): Loop =>
    (folder) =>
      shell(folder, `i=0; while [ $i -lt ${count} ]; do /bin/echo $i > $i.txt; i=$((i+1)); done`),
  cat:
    (count: number): Loop =>
    (folder) =>
      shell(folder, `echo one line > 0; i=0; while [ $i -lt ${count} ]; do cat $i > $((i+1)); i=$((i+1)); done`),
} as const;

async function shell(folder: string, script: string): Promise<void> {
  await expectSuccess(['sh', '-c', script], { cwd: folder });
}

async function together(count: number, program: string, args: readonly string[]): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await once(spawn(program, args, { stdio: 'ignore' }), 'close');
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}
