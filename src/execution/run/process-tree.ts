import { readFileSync, readdirSync } from 'node:fs';
import type { Look } from './sampler.ts';

/** Unit of CPU times in /proc: sysconf(_SC_CLK_TCK), 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Looks at a process and its descendants in /proc; the memory is the largest that any one of them ever held. */
export function lookAtTree(root: number): () => Look | undefined {
  return () => {
    let ticks: number | undefined;
    let memoryKiB = 0;
    for (const pid of tree(root)) {
      const used = ticksOf(pid);
      if (used === undefined) continue;
      ticks = (ticks ?? 0) + used;
      memoryKiB = Math.max(memoryKiB, peakOf(pid));
    }
    return ticks === undefined ? undefined : { cpuSeconds: ticks / ticksPerSecond, memoryKiB };
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

/** The most memory that a process ever held, in KiB; 0 when it is gone. */
export function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
