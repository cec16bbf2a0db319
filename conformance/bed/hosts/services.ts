import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { registryPort } from '../places.ts';
import { runIn, rootOf, tryIn } from './site.ts';
import type { ServiceName, Site } from './sites.ts';

/** A daemon of a site: how it starts (it goes to the background by itself) and what succeeds once it serves. */
interface Service {
  readonly start: readonly string[];
  readonly ready: readonly string[];
  readonly prepare?: (site: Site) => void;
}

const services: Readonly<Record<ServiceName, Service>> = {
  sshd: {
    start: ['/usr/sbin/sshd', '-E', '/var/log/sshd.log'],
    ready: ['sh', '-c', 'ss -Hltn sport = :22 | grep -q .'],
    prepare: (site) => mkdirSync(join(rootOf(site), 'run/sshd'), { recursive: true, mode: 0o755 }),
  },
  // An engine of the host's own, so that the folders that it mounts are the host's. Images come from the bed's registry.
  dockerd: {
    start: ['sh', '-c', `setsid dockerd ${engineOptions().join(' ')} >/var/log/dockerd.log 2>&1 &`],
    ready: ['docker', 'version'],
  },
  munged: {
    start: ['setpriv', '--reuid=munge', '--regid=munge', '--clear-groups', 'munged'],
    ready: ['sh', '-c', 'munge -n | unmunge >/dev/null'],
    prepare: prepareMunge,
  },
  slurmctld: { start: ['slurmctld'], ready: ['sh', '-c', 'scontrol ping | grep -q UP'], prepare: chooseMemoryLimit },
  slurmd: {
    start: ['slurmd', '-N', 'site-a'],
    // A node that lost a job stays aside until its administrator says otherwise.
    ready: [
      'sh',
      '-c',
      "sinfo --noheader --format=%T | grep -Eq '^(idle|mixed|alloc|comp)' || { scontrol update nodename=site-a state=resume; exit 1; }",
    ],
  },
  sge_qmaster: { start: ['sh', '/etc/gridengine/start-master.sh'], ready: ['qconf', '-sql'] },
  sge_execd: {
    start: ['env', 'SGE_ROOT=/var/lib/gridengine', 'sge_execd'],
    // A queue whose host has not reported yet is in a state of its own, in the sixth column.
    ready: ['sh', '-c', "qstat -f | awk '/^all.q@/ { seen = 1; if (NF > 5) exit 1 } END { exit !seen }'"],
  },
};

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

/** Without a network: containers of jobs have none unless they are given the host's. */
function engineOptions(): readonly string[] {
  const network = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'];
  return [...network, `--registry-mirror=http://127.0.0.1:${registryPort()}`];
}

/** Control groups of version 1 tell that memory ran out; elsewhere slurmd only sees that a job has too much and kills it. */
function chooseMemoryLimit(site: Site): void {
  const chosen = existsSync('/sys/fs/cgroup/memory/memory.limit_in_bytes')
    ? ['TaskPlugin=task/cgroup', 'JobAcctGatherParams=NoOverMemoryKill']
    : ['TaskPlugin=task/none', 'JobAcctGatherParams=OverMemoryKill'];
  writeFileSync(join(rootOf(site), 'etc/slurm/memory.conf'), `${chosen.join('\n')}\n`);
}
