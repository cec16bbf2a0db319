import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, hostname, release, totalmem, type } from 'node:os';
import type { Host } from '../../job/outcome.ts';

/** Describes this machine. `cores` are those that this process may use. */
export function describeHost(): Host {
  const cpu = cpus()[0]?.model.trim();
  return {
    hostname: hostname(),
    os: osName(),
    kernel: `${type()} ${release()}`,
    architecture: arch() === 'x64' ? 'x86_64' : arch(),
    ...(cpu && cpu !== 'unknown' ? { cpu } : {}),
    cores: availableParallelism(),
    memoryMiB: Math.floor(totalmem() / 2 ** 20),
  };
}

/** See os-release(5). */
function osName(): string {
  try {
    const line = /^PRETTY_NAME=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    return line?.replace(/^(["'])(.*)\1$/, '$2') ?? type();
  } catch {
    return type();
  }
}
