import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runIn, rootOf, tryIn } from './site.ts';
import type { Site } from './sites.ts';

/** A daemon of a site: how it starts (it goes to the background by itself) and what succeeds once it serves. */
interface Service {
  readonly start: readonly string[];
  readonly ready: readonly string[];
  readonly prepare?: (site: Site) => void;
}

const services = {
  sshd: {
    start: ['/usr/sbin/sshd', '-E', '/var/log/sshd.log'],
    ready: ['sh', '-c', 'ss -Hltn sport = :22 | grep -q .'],
    prepare: (site) => mkdirSync(join(rootOf(site), 'run/sshd'), { recursive: true, mode: 0o755 }),
  },
  munged: {
    start: ['setpriv', '--reuid=munge', '--regid=munge', '--clear-groups', 'munged'],
    ready: ['sh', '-c', 'munge -n | unmunge >/dev/null'],
    prepare: prepareMunge,
  },
  slurmctld: { start: ['slurmctld'], ready: ['sh', '-c', 'scontrol ping | grep -q UP'] },
  slurmd: {
    start: ['slurmd', '-N', 'site-a'],
    ready: ['sh', '-c', "sinfo --noheader --format=%T | grep -Eq '^(idle|mixed|alloc|comp)'"],
  },
} as const satisfies Readonly<Record<string, Service>>;

/** A daemon of a site. */
export type ServiceName = keyof typeof services;

/** The daemons that a site has, in the order in which they start. */
export function servicesOf({ slurm }: Site): readonly ServiceName[] {
  return slurm ? ['sshd', 'munged', 'slurmctld', 'slurmd'] : ['sshd'];
}

/** Starts a daemon that does not run and waits until it serves. Throws when it does not within a quarter of a minute. */
export async function startService(site: Site, name: ServiceName): Promise<void> {
  const service: Service = services[name];
  if (!(await runsService(site, name))) {
    service.prepare?.(site);
    await runIn(site, service.start);
  }
  for (let round = 0; round < 150; round += 1) {
    if ((await tryIn(site, service.ready, 10)).exitCode === 0) return;
    await sleep(100);
  }
  throw new Error(`${name} of ${site.name} does not serve`);
}

/** Ends a daemon of a site; what it started goes on. */
export async function stopService(site: Site, name: ServiceName, signal: 'TERM' | 'KILL' = 'TERM'): Promise<void> {
  await tryIn(site, ['pkill', `-${signal}`, '--oldest', '--exact', name]);
  for (let round = 0; round < 100 && (await runsService(site, name)); round += 1) await sleep(100);
}

/** Whether a daemon of a site is there and serves. */
export async function serviceAnswers(site: Site, name: ServiceName): Promise<boolean> {
  return (await tryIn(site, services[name].ready, 10)).exitCode === 0;
}

async function runsService(site: Site, name: ServiceName): Promise<boolean> {
  return (await tryIn(site, ['pgrep', '--exact', name])).exitCode === 0;
}

/** A key and folders that only munge may enter. */
function prepareMunge(site: Site): void {
  const root = rootOf(site);
  const { uid, gid } = statSync(join(root, 'var/lib/munge'));
  mkdirSync(join(root, 'run/munge'), { recursive: true, mode: 0o755 });
  writeFileSync(join(root, 'etc/munge/munge.key'), randomBytes(1024));
  chmodSync(join(root, 'etc/munge/munge.key'), 0o400);
  for (const path of ['run/munge', 'etc/munge/munge.key']) chownSync(join(root, path), uid, gid);
}
