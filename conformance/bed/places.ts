import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What outlives the bed: the engine's images and the registry's blobs. */
export const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'crate-run', 'bed');

/** What a bed that is up has: sockets, process ids, logs. A short path, because a socket's may have 107 bytes only. */
export const running = '/run/crate-run-bed';

/** The bed's own Docker Engine, as DOCKER_HOST names it. */
export const engineHost = `unix://${running}/docker.sock`;

/** The network on which `commonwl.org` answers; also the name of its bridge. */
export const network = 'crate-run-bed';

/** Where the port of the registry is kept while the bed is up. */
export const portFile = join(running, 'registry.port');

/** The port of the bed's registry on 127.0.0.1. */
export function registryPort(): number {
  return existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 5000;
}
