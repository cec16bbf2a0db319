import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from './surroundings.ts';

/** Paths of the files that identify both ends of a connection; absent files are not used. */
export interface TlsFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** What matters of the `config.json` of the Docker command. */
export interface DockerConfig {
  readonly currentContext?: string;
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

/** What matters of the file that describes a context. */
interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } };
}

/** Reads the user's configuration; empty when there is none, or none that can be read. */
export function readDockerConfig(around: Surroundings): DockerConfig {
  return readJson(join(configFolder(around), 'config.json')) ?? {};
}

/** The address that a context of the Docker command stands for; undefined for the default one. */
export function readContext(
  name: string | undefined,
  around: Surroundings,
): { readonly host: string; readonly tls?: TlsFiles } | undefined {
  if (name === undefined || name === '' || name === 'default') return undefined;
  const key = createHash('sha256').update(name).digest('hex');
  const folder = join(configFolder(around), 'contexts');
  const meta = readJson(join(folder, 'meta', key, 'meta.json')) as ContextMeta | undefined;
  const host = meta?.Endpoints?.docker?.Host;
  if (!host) throw new Error(`the Docker context ${name} names no address`);
  const tls = join(folder, 'tls', key, 'docker');
  if (!existsSync(tls)) return { host };
  return { host, tls: { ca: join(tls, 'ca.pem'), cert: join(tls, 'cert.pem'), key: join(tls, 'key.pem') } };
}

function configFolder({ environment, home }: Surroundings): string {
  return environment['DOCKER_CONFIG'] ?? join(home, '.docker');
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
