import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import type { Usage } from '../../job/outcome.ts';
import { lookAtTree } from './process-tree.ts';
import { createSampler } from './sampler.ts';

/** How a process ended, as its parent saw it. */
export interface Ending {
  readonly exitCode?: number;
  readonly signal?: string;
}

/** Measures one job. */
export interface Meter {
  /** The command to start: the job's own, or one that counts and starts it. */
  readonly command: readonly string[];
  /** To be called when the process is there. */
  started(pid: number): void;
  /** To be called before the process is killed: what counts would die with it. */
  beforeKill(): void;
  /** How the job's own process ended, and what it used; no usage when nothing was seen. */
  read(ending: Ending): Ending & { readonly usage?: Usage };
}

/**
 * Exact counts come from GNU time at `counter`, which adds a line to the file `counts`; without it the process tree is
 * sampled. The file only grows: ext4 writes a file that is cut and filled again to the disk at once.
 */
export function createMeter(command: readonly string[], counts: string, counter: string | undefined): Meter {
  const sampler = createSampler();
  if (counter === undefined) {
    return {
      command,
      started: (pid) => sampler.start(lookAtTree(pid)),
      beforeKill: () => sampler.sample(),
      read: (ending) => ({ ...ending, ...sampler.stop() }),
    };
  }
  let root = 0;
  const before = statSync(counts, { throwIfNoEntry: false })?.size ?? 0;
  return {
    command: [counter, '-q', '-a', '-o', counts, '-f', '%x %U %S %M', '--', ...command],
    started: (pid) => (root = pid),
    beforeKill() {
      sampler.start(lookAtTree(root));
      sampler.sample();
    },
    read(ending) {
      const sampled = sampler.stop();
      return readCounts(counts, before, ending) ?? { ...ending, ...sampled };
    },
  };
}

/**
 * GNU time writes one line when its child has ended. It exits like the child; for a child that died of a signal it
 * exits with 128 + signal and reports exit status 0, which no child that exits by itself can bring about.
 */
function readCounts(path: string, from: number, ending: Ending): (Ending & { readonly usage: Usage }) | undefined {
  const [status, user, system, memory] = readLine(path, from).split(' ').map(Number);
  if (memory === undefined || ending.exitCode === undefined) return undefined;
  const usage: Usage = { measured: 'counted', cpuSeconds: (100 * user! + 100 * system!) / 100, peakMemoryKiB: memory };
  if (ending.exitCode > 128 && status === 0) return { ...signalled(ending.exitCode - 128), usage };
  return { ...ending, usage };
}

/** The text of a short file from a position on; empty when the file is gone. */
function readLine(path: string, from: number): string {
  let file;
  try {
    file = openSync(path, 'r');
    const buffer = Buffer.alloc(128);
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, from)).trim();
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function signalled(number: number): Ending {
  const signal = Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `SIG${number}`;
  return { signal };
}

let known: { readonly path: string | undefined } | undefined;

/** The path of GNU time, looked for once; undefined when it is not installed. */
export function gnuTime(): string | undefined {
  if (!known) {
    const path = '/usr/bin/time';
    const { stdout, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    known = { path: /GNU/.test(`${stdout}${stderr}`) ? path : undefined };
  }
  return known.path;
}
