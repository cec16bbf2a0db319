import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awaitDaemon, isRunning, startDaemon, stopDaemon } from './daemon.ts';
import { cache, portFile, registryPort, running } from './places.ts';

/** Starts the bed's registry on a port of 127.0.0.1. Throws when something else has that port. */
export async function startRegistry(port: number): Promise<void> {
  if (isRunning('docker-registry')) {
    if (registryPort() === port) return;
    await stopDaemon('docker-registry');
  }
  writeFileSync(portFile, String(port));
  if (await registryAnswers()) throw new Error(`something else answers on 127.0.0.1:${port}: give another one with --port`);
  const config = join(running, 'registry.json');
  const storage = { filesystem: { rootdirectory: join(cache, 'registry') }, delete: { enabled: true } };
  writeFileSync(config, JSON.stringify({ version: 0.1, log: { level: 'warn' }, storage, http: { addr: `127.0.0.1:${port}` } }));
  startDaemon(['docker-registry', 'serve', config]);
  await awaitDaemon('docker-registry', registryAnswers);
}

/** Stops the bed's registry. */
export async function stopRegistry(): Promise<void> {
  await stopDaemon('docker-registry');
}

/** Whether a registry answers on the bed's port. */
export async function registryAnswers(): Promise<boolean> {
  return (await ask('/v2/'))?.ok === true;
}

/** The digest of the manifest that a tag names in the bed's registry; undefined when there is none. */
export async function digestOf(repository: string, tag: string): Promise<string | undefined> {
  const answer = await ask(`/v2/${repository}/manifests/${tag}`);
  return answer?.ok === true ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined;
}

async function ask(path: string): Promise<Response | undefined> {
  const headers = { Accept: 'application/vnd.docker.distribution.manifest.v2+json' };
  try {
    return await fetch(`http://127.0.0.1:${registryPort()}${path}`, { method: 'HEAD', headers });
  } catch {
    return undefined;
  }
}
