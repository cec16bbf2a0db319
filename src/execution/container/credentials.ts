import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Surroundings } from './surroundings.ts';
import { readDockerConfig, type DockerConfig } from './docker-config.ts';

/** What an engine sends to a registry on the user's behalf. Never to be shown. */
export type Credentials =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/** Finds what the user's Docker configuration has for a registry: with its helper program, or in its own text. */
export async function credentialsFor(registry: string, around: Surroundings): Promise<Credentials | undefined> {
  const config = readDockerConfig(around);
  const keys = keysOf(registry);
  const helper = keys.map((key) => config.credHelpers?.[key]).find((name) => name !== undefined) ?? config.credsStore;
  if (helper) {
    const found = await askHelper(helper, keys[0]!, around);
    if (found) return found;
  }
  return written(config, keys);
}

/** All that the configuration knows by name: an image that is built may start from images of any registry. */
export async function allCredentials(around: Surroundings): Promise<Readonly<Record<string, Credentials>>> {
  const { auths = {}, credHelpers = {} } = readDockerConfig(around);
  const registries = [...new Set([...Object.keys(auths), ...Object.keys(credHelpers)].map(registryOfKey))];
  const found = await Promise.all(
    registries.map(async (registry) => [keysOf(registry)[0]!, await credentialsFor(registry, around)]),
  );
  return Object.fromEntries(found.filter(([, credentials]) => credentials !== undefined)) as Record<string, Credentials>;
}

/** Names under which a registry is kept; the first is the one that helpers know. Docker's own has an odd one. */
function keysOf(registry: string): readonly string[] {
  if (registry === 'docker.io') return ['https://index.docker.io/v1/', 'index.docker.io', 'docker.io', 'registry-1.docker.io'];
  return [registry, `https://${registry}`, `https://${registry}/v1/`, `https://${registry}/v2/`, `http://${registry}`];
}

function registryOfKey(key: string): string {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}

function written({ auths = {} }: DockerConfig, keys: readonly string[]): Credentials | undefined {
  for (const key of keys) {
    const { auth, identitytoken } = auths[key] ?? {};
    if (identitytoken) return { identitytoken, serveraddress: key };
    if (!auth) continue;
    const [, username, password] = /^([^:]*):([^]*)$/.exec(Buffer.from(auth, 'base64').toString('utf8')) ?? [];
    if (username && password !== undefined) return { username, password: password.replace(/\0+$/, ''), serveraddress: key };
  }
  return undefined;
}

/** See the protocol of docker-credential-helpers: the address goes in, a JSON object comes out. */
async function askHelper(helper: string, serveraddress: string, { environment }: Surroundings): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(helper)) return undefined;
  try {
    const child = spawn(`docker-credential-${helper}`, ['get'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
    const failed = new Promise<never>((_, reject) => child.on('error', reject));
    child.stdin.on('error', () => undefined).end(serveraddress);
    const answer = JSON.parse(await Promise.race([text(child.stdout), failed])) as { Username?: string; Secret?: string };
    if (!answer.Secret) return undefined;
    if (answer.Username === '<token>') return { identitytoken: answer.Secret, serveraddress };
    return { username: answer.Username ?? '', password: answer.Secret, serveraddress };
  } catch {
    return undefined;
  }
}
