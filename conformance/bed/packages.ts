import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expectSuccess } from '../lib/capture.ts';

/** Programs of the bed and the Debian packages that have them; a second name where a later release moved the program. */
const packages: Readonly<Record<string, readonly string[]>> = {
  dockerd: ['docker.io'],
  docker: ['docker.io', 'docker-cli'],
  'docker-registry': ['docker-registry'],
  debootstrap: ['debootstrap'],
  iptables: ['iptables'],
  ip: ['iproute2'],
  ssh: ['openssh-client'],
  mount: ['mount'],
  nsenter: ['util-linux'],
};

const sbin = ['/usr/sbin', '/sbin'];

/** Installs what the bed needs and this machine lacks, from Debian. Throws with a message for whoever is not root. */
export async function needPrograms(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('only root can bring up the bed: it starts a Docker Engine and makes a network');
  // Shells of ordinary sessions leave these folders out, also for root.
  process.env['PATH'] = [process.env['PATH'] ?? '', ...sbin].join(delimiter);
  for (const choice of [0, 1]) {
    const missing = Object.entries(packages).filter(([program]) => !installed(program));
    if (missing.length === 0) break;
    await install([...new Set(missing.map(([, names]) => names[choice] ?? names[0] ?? ''))]);
  }
  const missing = Object.keys(packages).filter((program) => !installed(program));
  if (missing.length > 0) throw new Error(`the bed needs ${missing.join(', ')}, which Debian's packages did not bring`);
}

/** Mounts the control groups where nothing has; dockerd gives up without them. */
export async function needControlGroups(): Promise<void> {
  if (/ cgroup2 |[ ,]devices[ ,]/.test(controlGroupMounts())) return;
  if (!installed('cgroupfs-mount')) await install(['cgroupfs-mount']);
  await expectSuccess(['cgroupfs-mount']);
}

function controlGroupMounts(): string {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  return mounts.filter((line) => /^\S+ \/sys\/fs\/cgroup(\/devices\S*)? cgroup/.test(line)).join('\n');
}

async function install(names: readonly string[]): Promise<void> {
  console.error(`installing ${names.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await expectSuccess(['apt-get', 'update', '-qq'], { env });
  await expectSuccess(['apt-get', 'install', '-qq', '-y', '--no-install-recommends', ...names], { env });
}

function installed(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
