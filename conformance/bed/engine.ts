import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../lib/capture.ts';
import { awaitDaemon, isRunning, startDaemon, stopDaemon } from './daemon.ts';
import { tryDocker } from './docker.ts';
import { cache, engineHost, registryPort, running } from './places.ts';

/** Whether the bed's engine answers. */
export async function engineAnswers(): Promise<boolean> {
  return (await tryDocker(['version', '--format', '{{.Server.Version}}'], { limit: 10 })).exitCode === 0;
}

/**
 * Starts a Docker Engine of the bed's own, beside whatever engine the machine has: images, names and networks of the
 * suites stay out of that one. It leaves the machine's packet filter and forwarding alone, so it has no default bridge,
 * and asks the bed's registry for all that has no registry in its name.
 */
export async function startEngine(): Promise<void> {
  if (isRunning('dockerd')) return;
  mkdirSync(cache, { recursive: true });
  const folders = ['--data-root', join(cache, 'engine'), '--exec-root', join(running, 'exec')];
  const network = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'];
  // A containerd that the machine already has is shared, so its containers must not be taken for ours.
  const containerd = ['--containerd-namespace=crate-run-bed', '--containerd-plugins-namespace=crate-run-bed-plugins'];
  const registry = [`--registry-mirror=http://127.0.0.1:${registryPort()}`];
  const own = ['--host', engineHost, '--pidfile', join(running, 'dockerd.pid')];
  startDaemon(['dockerd', ...own, ...folders, ...network, ...containerd, ...registry]);
  await awaitDaemon('dockerd', engineAnswers);
}

/** Stops the bed's engine and with it every container, and unmounts what it leaves mounted. */
export async function stopEngine(): Promise<void> {
  await stopDaemon('dockerd');
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => path.startsWith(`${running}/`) || path.startsWith(`${cache}/`));
  for (const path of mounts.reverse()) await capture(['umount', '-l', path]);
}
