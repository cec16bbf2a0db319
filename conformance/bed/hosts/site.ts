import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { capture, expectSuccess, type Captured } from '../../lib/capture.ts';
import { hostsFolder, treesFolder, type Site } from './sites.ts';

const init = fileURLToPath(new URL('./init.sh', import.meta.url));
const surroundings = [
  'env',
  '-i',
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'HOME=/root',
  'LANG=C.UTF-8',
];

/** Starts a site that is not there: its first process, which outlives this one, in its network namespace. */
export async function startSite(site: Site, tree: string): Promise<void> {
  if (firstProcess(site) !== undefined) return;
  const folder = folderOf(site);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = openSync(join(hostsFolder, `${site.name}.log`), 'w');
  const apart = ['unshare', '--mount', '--uts', '--ipc', '--pid', '--fork', '--kill-child'];
  const args = [`--net=/run/netns/${site.namespace}`, ...apart, 'sh', init, site.name, tree, folder];
  const child = spawn('nsenter', args, { detached: true, stdio: ['ignore', log, log], cwd: '/' });
  if (child.pid === undefined) throw new Error('nsenter cannot be started');
  writeFileSync(pidFile(site), String(child.pid));
  child.unref();
  for (let round = 0; round < 200; round += 1) {
    const first = firstProcess(site);
    if (first !== undefined && existsSync(`/proc/${first}/root/run/site-is-made`)) return;
    await sleep(50);
  }
  throw new Error(`${site.name} did not come up:\n${readFileSync(join(hostsFolder, `${site.name}.log`), 'utf8')}`);
}

/** Ends everything that runs in a site and forgets its files. */
export async function stopSite(site: Site): Promise<void> {
  const first = firstProcess(site);
  if (first !== undefined) process.kill(first, 'SIGKILL');
  for (let round = 0; round < 100 && firstProcess(site) !== undefined; round += 1) await sleep(50);
  rmSync(folderOf(site), { recursive: true, force: true });
  rmSync(pidFile(site), { force: true });
}

/** Runs a command as root in a site, whatever comes of it. It may leave daemons behind. */
export function tryIn(site: Site, command: readonly string[], limit = 60): Promise<Captured> {
  return capture(into(site, command), { limit });
}

/** Runs a command as root in a site and gives its stdout. Throws when it fails. */
export function runIn(site: Site, command: readonly string[]): Promise<string> {
  return expectSuccess(into(site, command), { limit: 60 });
}

/** The root folder of a site as this machine reaches it. */
export function rootOf(site: Site): string {
  return `/proc/${needFirstProcess(site)}/root`;
}

/** Process id, on this machine, of the first process of a site; undefined when the site is not there. */
export function firstProcess(site: Site): number | undefined {
  if (!existsSync(pidFile(site))) return undefined;
  const parent = readFileSync(pidFile(site), 'utf8');
  try {
    const command = readFileSync(`/proc/${parent}/cmdline`, 'utf8').split('\0');
    const [child] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
    return command[0] === 'unshare' && command.includes(site.name) && child ? Number(child) : undefined;
  } catch {
    return undefined;
  }
}

function into(site: Site, command: readonly string[]): readonly string[] {
  const target = ['--target', String(needFirstProcess(site)), '--mount', '--uts', '--ipc', '--net', '--pid'];
  return ['nsenter', ...target, '--', ...surroundings, ...command];
}

function needFirstProcess(site: Site): number {
  const first = firstProcess(site);
  if (first === undefined) throw new Error(`${site.name} is not there: run \`npm run conformance -- bed up\` first`);
  return first;
}

function pidFile(site: Site): string {
  return join(hostsFolder, `${site.name}.pid`);
}

function folderOf(site: Site): string {
  return join(treesFolder, site.name);
}
