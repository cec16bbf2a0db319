import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dockerAddresses, podmanAddresses } from './address.ts';
import type { Surroundings } from './surroundings.ts';

let home: string;
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'home-'))));
afterEach(() => rmSync(home, { recursive: true }));

const around = (environment: Surroundings['environment'] = {}): Surroundings => ({ environment, home });

function writeContext(name: string, host: string): void {
  const folder = join(home, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }));
}

it('takes what DOCKER_HOST says, and nothing else', () => {
  expect(dockerAddresses(around({ DOCKER_HOST: 'unix:///x/y.sock' }))).toEqual([{ socket: '/x/y.sock' }]);
  expect(dockerAddresses(around({ DOCKER_HOST: 'tcp://[::1]:99' }))).toEqual([{ host: '::1', port: 99 }]);
  const environment = { DOCKER_HOST: 'tcp://h', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/c' };
  expect(dockerAddresses(around(environment))).toEqual([
    { host: 'h', port: 2376, tls: { ca: '/c/ca.pem', cert: '/c/cert.pem', key: '/c/key.pem' } },
  ]);
  expect(() => dockerAddresses(around({ DOCKER_HOST: 'ssh://h' }))).toThrow(/ssh:\/\/h.*unix:\/\/ and tcp:\/\//);
});

it('follows the current context of the Docker configuration, which the environment can change', () => {
  writeContext('mine', 'unix:///mine.sock');
  writeContext('other', 'unix:///other.sock');
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'mine' }));
  expect(dockerAddresses(around())).toEqual([{ socket: '/mine.sock' }]);
  expect(dockerAddresses(around({ DOCKER_CONTEXT: 'other' }))).toEqual([{ socket: '/other.sock' }]);
  expect(dockerAddresses(around({ DOCKER_CONTEXT: 'default' }))[0]).toEqual({ socket: '/var/run/docker.sock' });
  expect(() => dockerAddresses(around({ DOCKER_CONTEXT: 'none' }))).toThrow(/context none/);
});

it('knows the usual places', () => {
  const rootless = around({ XDG_RUNTIME_DIR: '/run/user/7' });
  expect(dockerAddresses(rootless)).toEqual([
    { socket: '/var/run/docker.sock' },
    { socket: '/run/user/7/docker.sock' },
    { socket: join(home, '.docker/run/docker.sock') },
  ]);
  expect(podmanAddresses(rootless)).toEqual([
    { socket: '/run/user/7/podman/podman.sock' },
    { socket: '/run/podman/podman.sock' },
  ]);
});
