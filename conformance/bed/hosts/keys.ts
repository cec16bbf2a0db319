import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectSuccess } from '../../lib/capture.ts';
import { rootOf } from './site.ts';
import { hostsFolder, sites, user, type Site } from './sites.ts';

/** What ssh and crate-run need to reach the sites. */
export const access = {
  /** Private key of the user, without a passphrase. */
  key: join(hostsFolder, 'id_ed25519'),
  /** A key that no site knows. */
  strangeKey: join(hostsFolder, 'strange_ed25519'),
  knownHosts: join(hostsFolder, 'known_hosts'),
  /** For `ssh -F`: the names of the sites and all that is needed to get there. */
  config: join(hostsFolder, 'ssh_config'),
} as const;

/** Makes the keys of the user and the hosts, and the files that tell ssh of them. */
export async function makeKeys(): Promise<void> {
  for (const path of [access.key, access.strangeKey, ...sites.map(hostKeyOf)]) await makeKey(path);
  const names = sites.map((site) => `${site.name},${site.address} ${publicHostKey(site)}\n`);
  writeFileSync(access.knownHosts, names.join(''));
  const common = `User ${user}\n  IdentityFile ${access.key}\n  IdentitiesOnly yes\n  UserKnownHostsFile ${access.knownHosts}`;
  const entries = sites.map(({ name, address }) => `Host ${name}\n  HostName ${address}\n  HostKeyAlias ${name}\n  ${common}\n`);
  writeFileSync(access.config, entries.join('\n'));
}

/** Makes a key pair without a passphrase, unless it is there. */
async function makeKey(path: string): Promise<void> {
  if (!existsSync(path)) await expectSuccess(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'bed', '-f', path]);
}

/** Where a site's own key is kept. */
function hostKeyOf({ name }: Site): string {
  return join(hostsFolder, `${name}.host_key`);
}

/** The public half of a site's own key: algorithm and base64. */
export function publicHostKey(site: Site): string {
  return readFileSync(`${hostKeyOf(site)}.pub`, 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');
}

/** Gives a site its host key (or another one), its names and the key that its user comes with. */
export function placeKeys(site: Site, hostKey = hostKeyOf(site)): void {
  const root = rootOf(site);
  const place = (path: string, text: string, mode: number) => {
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), mode);
  };
  place('etc/ssh/ssh_host_ed25519_key', readFileSync(hostKey, 'utf8'), 0o600);
  place('etc/hostname', `${site.name}\n`, 0o644);
  place('etc/hosts', ['127.0.0.1 localhost', ...sites.map(({ name, address }) => `${address} ${name}`), ''].join('\n'), 0o644);
  const folder = join(root, 'home', user, '.ssh');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  place(`home/${user}/.ssh/authorized_keys`, readFileSync(`${access.key}.pub`, 'utf8'), 0o600);
  for (const path of [folder, join(folder, 'authorized_keys')]) chownSync(path, userId, userId);
}

/** User and group id of the user, as the recipe of the file system has them. */
const userId = 10_001;
