import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../../src/base/shell.ts';
import { capture } from '../lib/capture.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { crateRun } from '../lib/places.ts';

/** What `runcrate report` prints of a crate is not empty; otherwise what it complains of. */
export async function report(crate: string): Promise<string | undefined> {
  const ended = await capture([join(await pythonEnvironment('runcrate'), 'runcrate'), 'report', crate], { limit: 600 });
  if (ended.exitCode === 0 && ended.stdout.includes('action:')) return undefined;
  return ended.stderr === '' ? 'runcrate reports no action' : lastLine(ended.stderr);
}

/** `runcrate run` re-executes a crate with crate-run as its runner; otherwise what it complains of. */
export async function rerun(crate: string, scratch: string): Promise<string | undefined> {
  const runner = join(scratch, 'crate-run');
  writeFileSync(runner, `#!/bin/sh\nexec ${crateRun.map(quote).join(' ')} --outdir ${quote(join(scratch, 'rerun'))} "$@"\n`);
  chmodSync(runner, 0o755);
  const runcrate = join(await pythonEnvironment('runcrate'), 'runcrate');
  const ended = await capture([runcrate, 'run', '--executable', runner, crate], { limit: 600 });
  return ended.exitCode === 0 ? undefined : lastLine(ended.stderr);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
