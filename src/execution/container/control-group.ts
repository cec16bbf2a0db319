import { existsSync, readFileSync } from 'node:fs';
import { peakOf } from '../run/process-tree.ts';
import type { Look } from '../run/sampler.ts';

const root = '/sys/fs/cgroup';

/** Looks at the control group of a container, where engines on this machine put it and it can be read. */
export function lookAtGroup(id: string): () => Look | undefined {
  let look: (() => Look | undefined) | undefined;
  return () => (look ??= find(id))?.();
}

function find(id: string): (() => Look | undefined) | undefined {
  const places = [
    `docker/${id}`,
    `system.slice/docker-${id}.scope`,
    `machine.slice/libpod-${id}.scope`,
    `libpod_parent/libpod-${id}`,
  ];
  for (const place of places) {
    if (existsSync(`${root}/${place}/cpu.stat`)) return () => lookAtUnified(`${root}/${place}`);
    if (existsSync(`${root}/memory/${place}`)) return () => lookAtSeparate(place);
  }
  return undefined;
}

/** Version 2: all controllers in one place. */
function lookAtUnified(folder: string): Look | undefined {
  return attempt(() => {
    const memory = readTable(`${folder}/memory.stat`);
    const cpu = readTable(`${folder}/cpu.stat`);
    return lookFrom(cpu('usage_usec') / 1e6, memory('anon') + memory('file_mapped'), `${folder}/cgroup.procs`);
  });
}

/** Version 1: one hierarchy for each controller. */
function lookAtSeparate(place: string): Look | undefined {
  return attempt(() => {
    const memory = readTable(`${root}/memory/${place}/memory.stat`);
    const nanoseconds = Number(readFileSync(`${root}/cpuacct/${place}/cpuacct.usage`, 'latin1'));
    const bytes = memory('total_rss') + memory('total_mapped_file');
    return lookFrom(nanoseconds / 1e9, bytes, `${root}/memory/${place}/cgroup.procs`);
  });
}

/** The kernel brings the sums of a group up to date now and then only: any one process may be known to hold more. */
function lookFrom(cpuSeconds: number, bytes: number, processes: string): Look | undefined {
  const pids = readFileSync(processes, 'latin1').split('\n').filter(Boolean);
  const memoryKiB = Math.max(Math.round(bytes / 1024), ...pids.map((pid) => peakOf(Number(pid))));
  return memoryKiB > 0 ? { cpuSeconds, memoryKiB } : undefined;
}

function readTable(path: string): (key: string) => number {
  const table = new Map(
    readFileSync(path, 'latin1')
      .split('\n')
      .map((line) => line.split(' ', 2) as [string, string]),
  );
  return (key) => Number(table.get(key) ?? 0);
}

/** Nothing when the group is gone. */
function attempt(look: () => Look | undefined): Look | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
