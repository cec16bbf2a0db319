import { spawn } from 'node:child_process';
import { fileUri } from '../../base/uri.ts';
import type { Connector } from './connector.ts';
import { converse, type Running } from './converse.ts';
import { describeOnce } from './describe.ts';

/** This machine as a location: for queue managers and containers whose commands are here. */
export function createLocalConnector(): Connector {
  let commands = 0;
  const name = 'this machine';
  const run: Connector['run'] = (command, signal) => {
    commands++;
    return converse(command, start(command.program), signal);
  };
  return {
    name,
    get commands() {
      return commands;
    },
    uriOf: fileUri,
    run,
    describe: describeOnce({ name, run }),
    close: () => undefined,
  };
}

/** In a process group of its own, so that what it starts ends with it. */
function start(program: string): Running {
  const child = spawn('/bin/sh', ['-c', program], { stdio: 'pipe', detached: true });
  const ended = new Promise<{ exitCode: number } | { signal: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve(exitCode === null ? { signal: signal ?? 'unknown' } : { exitCode }));
  });
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    stop() {
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It has ended already.
      }
    },
  };
}
