import { join } from 'node:path';
import { readDockerConfig, readContext, type TlsFiles } from './docker-config.ts';
import type { Surroundings } from './surroundings.ts';

/** Where an engine that speaks Docker's API may listen. */
export type EngineAddress =
  { readonly socket: string } | { readonly host: string; readonly port: number; readonly tls?: TlsFiles };

/** Where Docker Engine may be, best first: what the user chose, alone; else the usual sockets. Throws CONTAINER_ENGINE. */
export function dockerAddresses(around: Surroundings): readonly EngineAddress[] {
  const { environment, home } = around;
  const tls = tlsOf(environment);
  if (environment['DOCKER_HOST']) return [parseAddress(environment['DOCKER_HOST'], tls)];
  const context = readContext(environment['DOCKER_CONTEXT'] ?? readDockerConfig(around).currentContext, around);
  if (context) return [parseAddress(context.host, context.tls)];
  const runtime = environment['XDG_RUNTIME_DIR'];
  return sockets('/var/run/docker.sock', runtime && join(runtime, 'docker.sock'), join(home, '.docker/run/docker.sock'));
}

/** Where the service of Podman may be, best first. */
export function podmanAddresses({ environment }: Surroundings): readonly EngineAddress[] {
  if (environment['CONTAINER_HOST']) return [parseAddress(environment['CONTAINER_HOST'], undefined)];
  const runtime = environment['XDG_RUNTIME_DIR'];
  return sockets(runtime && join(runtime, 'podman/podman.sock'), '/run/podman/podman.sock');
}

/** An address in the words of `DOCKER_HOST`. */
export function showAddress(address: EngineAddress): string {
  return 'socket' in address ? `unix://${address.socket}` : `tcp://${address.host}:${address.port}`;
}

/** Reads `unix:///path` and `tcp://host:port`; other kinds reach engines that cannot see the folders of this machine. */
function parseAddress(text: string, tls: TlsFiles | undefined): EngineAddress {
  if (text.startsWith('unix://')) return { socket: text.slice('unix://'.length) };
  const [, host, port] = /^(?:tcp|http|https):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(text) ?? [];
  if (host === undefined) throw new Error(`the address ${text} is none that can be used: unix:// and tcp:// can`);
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (tls ? 2376 : 2375)), ...(tls ? { tls } : {}) };
}

function tlsOf(environment: Surroundings['environment']): TlsFiles | undefined {
  const folder = environment['DOCKER_CERT_PATH'];
  if (!folder || !environment['DOCKER_TLS_VERIFY']) return undefined;
  return { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
}

function sockets(...paths: readonly (string | undefined)[]): readonly EngineAddress[] {
  return paths.flatMap((socket) => (socket ? [{ socket }] : []));
}
