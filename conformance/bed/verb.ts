import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEngine, stopEngine } from './engine.ts';
import { describeHosts, startHosts, stopHosts } from './hosts/hosts.ts';
import { busyboxImage, makeImages } from './images.ts';
import { startNetwork, stopNetwork } from './network.ts';
import { needControlGroups, needPrograms } from './packages.ts';
import { cache, engineHost, network, registryPort, running } from './places.ts';
import { startRegistry, stopRegistry } from './registry.ts';
import { bedIsUp } from './state.ts';

/**
 * `bed up [--port N] | down | status [--json]`: a Docker Engine of its own with a registry, the images that the suites and
 * fixtures name, a network on which commonwl.org answers, and two hosts with queue managers. `up` does only what is not
 * done; `down` stops only what `up` started and keeps the images. `status` fails when the bed is not up; `--json` says
 * how to reach the hosts.
 */
export async function bed(words: readonly string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { port: { type: 'string', default: '5000' }, json: { type: 'boolean', default: false } },
  });
  if (positionals[0] === 'up') await up(Number(values.port));
  else if (positionals[0] === 'down') await down();
  else if (positionals[0] !== 'status') throw new Error('bed needs one of up, down, status');
  const isUp = await bedIsUp();
  if (isUp && values.json) console.log(JSON.stringify(describeHosts(), undefined, 2));
  else
    console.log(
      isUp
        ? `the bed is up: DOCKER_HOST=${engineHost}, registry 127.0.0.1:${registryPort()}, network ${network}`
        : 'the bed is down',
    );
  return isUp === (positionals[0] !== 'down');
}

async function up(port: number): Promise<void> {
  await needPrograms();
  await needControlGroups();
  mkdirSync(running, { recursive: true, mode: 0o755 });
  await startRegistry(port);
  await startEngine();
  await makeImages();
  await startNetwork(busyboxImage());
  await startHosts();
}

async function down(): Promise<void> {
  await needPrograms();
  await stopHosts();
  await stopNetwork();
  await stopEngine();
  await stopRegistry();
  rmSync(running, { recursive: true, force: true });
  console.error(`the images are kept in ${cache}`);
}
