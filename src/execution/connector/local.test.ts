import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { ask } from './ask.ts';
import { createLocalConnector } from './local.ts';

const never = new AbortController().signal;

it('runs programs on this machine, feeds and reads them, and says what the machine is', async () => {
  const connector = createLocalConnector();
  expect(connector.uriOf('/a b')).toBe('file:///a%20b');
  const fed = await ask(connector, { program: 'cat; echo odd >&2; exit 3', stdin: Readable.from(['in']) }, never);
  expect(fed).toEqual({ exitCode: 3, stderr: 'odd\n', stdout: 'in' });
  expect(await ask(connector, { program: 'kill -s KILL $$' }, never)).toEqual({ signal: 'SIGKILL', stderr: '', stdout: '' });
  const { searchPath, cores } = await connector.describe();
  expect(searchPath).toBe(process.env['PATH']);
  expect(cores).toBeGreaterThan(0);
});

it('ends a program that nobody wants any more, with all that it has started', async () => {
  const abort = new AbortController();
  let answer = '';
  const read = async (stream: Readable) => {
    for await (const chunk of stream) {
      answer += String(chunk);
      abort.abort();
    }
  };
  const run = createLocalConnector().run({ program: 'sleep 60 & echo $!; wait', read }, abort.signal);
  await expect(run).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
  const child = Number(answer);
  await expect.poll(() => isAlive(child)).toBe(false);
});

/** Whether a process still runs: who has ended may wait for somebody to take notice. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
