import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { access, publicHostKey } from '../bed/hosts/keys.ts';
import { countBytes, setLink } from '../bed/hosts/network.ts';
import { runIn, tryIn } from '../bed/hosts/site.ts';
import { bridge, siteA, siteB } from '../bed/hosts/sites.ts';
import type { HybridCheck } from './check.ts';
import { fails, succeeds } from './outcome.ts';
import { host } from './places.ts';
import { oneStep, shell, startHybrid, until } from './run.ts';

const bindings = [{ step: '/only', target: { deployment: 'b' } }];

/** Seconds for which a link stays cut: longer than crate-run takes to see that nobody answers. */
const cut = 45;

export const cutInTransfer: HybridCheck = {
  name: `the link cut for ${cut} s in mid-transfer: the data arrives whole`,
  isLong: true,
  async try(folder) {
    const path = join(folder, 'data');
    writeFileSync(path, randomBytes(400 << 20));
    const before = await countBytes(siteB);
    const run = startHybrid(folder, { document: sizeOf(path), bindings });
    await until(async () => (await countBytes(siteB)).in - before.in > 20_000_000);
    return whileCut(() => succeeds(run, String(400 << 20)));
  },
};

export const cutInCommand: HybridCheck = {
  name: `the link cut for ${cut} s in mid-command: the job is done again or its end found out`,
  isLong: true,
  async try(folder) {
    const run = startHybrid(folder, { document: oneStep('sleep 10; echo done'), bindings });
    await until(async () => (await tryIn(siteB, ['pgrep', '--exact', 'sleep'])).exitCode === 0);
    return whileCut(() => succeeds(run, 'done'));
  },
};

async function whileCut(then: () => Promise<readonly string[]>): Promise<readonly string[]> {
  await setLink(siteB, 'down');
  await sleep(cut * 1000);
  await setLink(siteB, 'up');
  return then();
}

export const fullDisk: HybridCheck = {
  name: 'a full disk at the other end: the run fails and says so',
  async try(folder) {
    await tryIn(siteB, ['umount', '/small']);
    await runIn(siteB, ['mkdir', '-p', '/small']);
    await runIn(siteB, ['mount', '-t', 'tmpfs', '-o', 'size=8m,mode=1777', 'tmpfs', '/small']);
    try {
      const path = join(folder, 'data');
      writeFileSync(path, randomBytes(32 << 20));
      const target = { deployment: 'b', workdir: '/small' };
      return await fails(
        startHybrid(folder, { document: sizeOf(path), bindings: [{ step: '/only', target }] }),
        /no space|full/i,
      );
    } finally {
      await tryIn(siteB, ['umount', '/small']);
    }
  },
};

export const changedHostKey: HybridCheck = {
  name: 'a host whose key has changed: refused, and nothing is sent',
  try(folder) {
    const knownHosts = join(folder, 'known_hosts');
    const [first = '', second = ''] = [siteA, siteB].map(({ address }) => address);
    const lines = [siteA, siteB].map(publicHostKey).map((key, index) => `${index === 0 ? second : first} ${key}`);
    writeFileSync(knownHosts, `${lines.join('\n')}\n`);
    return fails(withHost(folder, { knownHosts }), /key .*changed|changed .*key|another key|CONN_HOST_KEY/i);
  },
};

export const wrongKey: HybridCheck = {
  name: 'a key that the host does not know: refused at once',
  try: (folder) => fails(withHost(folder, { sshKey: access.strangeKey }), /CONN_AUTH/),
};

export const silentHost: HybridCheck = {
  name: 'a host that never answers: given up after the time that was set',
  async try(folder) {
    const server = createServer(() => undefined).listen(0, bridge.address);
    await until(() => Promise.resolve(server.listening));
    const { port } = server.address() as AddressInfo;
    try {
      return await fails(
        withHost(folder, { nodes: [`${bridge.address}:${port}`], connectTimeout: 3, retries: 1 }),
        /CONN_FAILED/,
      );
    } finally {
      server.close();
    }
  },
};

function withHost(folder: string, more: Readonly<Record<string, unknown>>) {
  const deployments = { odd: host(siteB, more) };
  return startHybrid(folder, {
    document: oneStep('echo done'),
    bindings: [{ step: '/', target: { deployment: 'odd' } }],
    deployments,
  });
}

/** A workflow of one step that says how many bytes a file has. */
function sizeOf(path: string): unknown {
  const run = { ...shell('wc -c < "$0"'), inputs: { data: { type: 'File', inputBinding: {} } } };
  return {
    class: 'Workflow',
    cwlVersion: 'v1.2',
    inputs: { data: { type: 'File', default: { class: 'File', location: `file://${path}` } } },
    outputs: { said: { type: 'File', outputSource: 'only/said' } },
    steps: { only: { run, in: { data: 'data' }, out: ['said'] } },
  };
}
