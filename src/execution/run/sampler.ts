import { readFileSync, readdirSync } from 'node:fs';
import type { Usage } from '../../job/outcome.ts';

/** Looks at a process tree now and then: often while it is young, more and more seldom later. */
export interface Sampler {
  /** Looks again and again until `stop`. A process that ends before the first look is not seen. */
  start(pid: number): void;
  sample(): void;
  /** The most that was seen; nothing when nothing was. */
  stop(): { readonly usage?: Usage };
}

const firstPause = 10;
const longestPause = 1000;
/** Unit of CPU times in /proc: sysconf(_SC_CLK_TCK), 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Makes a sampler that reads /proc; where there is none it sees nothing. */
export function createSampler(): Sampler {
  let root = 0;
  let pause = firstPause;
  let timer: NodeJS.Timeout | undefined;
  let ticks = -1;
  let peakMemoryKiB = 0;

  function sample(): void {
    let sum = 0;
    let seen = false;
    for (const pid of tree(root)) {
      const used = ticksOf(pid);
      if (used === undefined) continue;
      seen = true;
      sum += used;
      peakMemoryKiB = Math.max(peakMemoryKiB, peakOf(pid));
    }
    if (seen) ticks = Math.max(ticks, sum);
  }

  function wait(): void {
    timer = setTimeout(() => {
      sample();
      pause = Math.min(2 * pause, longestPause);
      wait();
    }, pause);
  }

  return {
    start(pid) {
      root = pid;
      wait();
    },
    sample,
    stop() {
      clearTimeout(timer);
      return ticks < 0 ? {} : { usage: { measured: 'sampled', cpuSeconds: ticks / ticksPerSecond, peakMemoryKiB } };
    },
  };
}

/** A process and its descendants. */
function* tree(pid: number): Generator<number> {
  yield pid;
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' ').filter(Boolean);
      for (const child of children) yield* tree(Number(child));
    }
  } catch {
    // The process is gone.
  }
}

/** CPU time of a process and of its children that have ended (proc(5), fields utime, stime, cutime, cstime). */
function ticksOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  } catch {
    return undefined;
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
