import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasSshd, makeKey, sshUser, startSshd, type Sshd } from '../../../../fixtures/sshd.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import { readSshConfig, type SshConfig, type SshHostConfig } from './settings.ts';
import { createSshConnector } from './ssh.ts';

const never = new AbortController().signal;

describe.skipIf(!hasSshd())('a host behind SSH', () => {
  let server: Sshd;
  const open: Connector[] = [];
  beforeAll(async () => {
    server = await startSshd(['MaxSessions 4']);
    vi.stubEnv('HOME', server.folder);
    vi.stubEnv('SSH_AUTH_SOCK', '');
  });
  afterEach(() => {
    for (const connector of open.splice(0)) connector.close();
  });
  afterAll(() => {
    server.stop();
    vi.unstubAllEnvs();
  });

  const host = (more: Partial<SshHostConfig> = {}): SshHostConfig => ({
    hostname: `127.0.0.1:${server.port}`,
    username: sshUser,
    sshKey: server.key,
    knownHosts: server.knownHosts,
    ...more,
  });
  function connectTo(more: Partial<SshHostConfig> = {}, config: Partial<SshConfig> = {}): Connector {
    const connector = createSshConnector(readSshConfig({ nodes: [host(more)], ...config }, server.folder)[0]!);
    open.push(connector);
    return connector;
  }
  const say = (connector: Connector, program: string) => ask(connector, { program }, never);

  it('runs programs, feeds and reads them, and tells how they ended', async () => {
    const connector = connectTo();
    expect(connector.uriOf('/a b')).toBe(`ssh://127.0.0.1:${server.port}/a%20b`);
    const bytes = Buffer.alloc(300_000, 'x\0\n');
    let answer: Buffer | undefined;
    const read = async (stream: Readable) => void (answer = await buffer(stream));
    const ended = await connector.run({ program: 'cat; echo odd >&2; exit 3', stdin: Readable.from([bytes]), read }, never);
    expect(ended).toEqual({ exitCode: 3, stderr: 'odd\n' });
    expect(answer?.equals(bytes)).toBe(true);
    expect(await say(connector, `echo 'it''s'; kill -s KILL $$`)).toEqual({ signal: 'SIGKILL', stderr: '', stdout: 'its\n' });
    expect(await connector.describe()).toMatchObject({
      hostname: expect.any(String) as string,
      kernel: expect.stringMatching(/^Linux /) as string,
    });
  });

  it('keeps to the channels that the host allows', async () => {
    const connector = connectTo();
    const answers = await Promise.all([...Array(12).keys()].map((number) => say(connector, `sleep 0.1; echo ${number}`)));
    expect(answers.map(({ stdout }) => Number(stdout))).toEqual([...Array(12).keys()]);
  });

  it('stops a program, loses one with its connection, and connects again', async () => {
    const connector = connectTo();
    const abort = new AbortController();
    const stopped = connector.run({ program: 'sleep 60' }, abort.signal);
    await pause(100);
    abort.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
    const lost = connector.run({ program: 'sleep 60' }, never);
    const loss = expect(lost).rejects.toMatchObject({ code: 'CONN_LOST' });
    await pause(200);
    server.cut();
    await loss;
    expect((await say(connector, 'echo back')).stdout).toBe('back\n');
  });

  it('trusts no host that it does not know', async () => {
    const other = join(server.folder, 'other');
    makeKey(other);
    const wrong = join(server.folder, 'wrong_hosts');
    writeFileSync(wrong, `[127.0.0.1]:${server.port} ${readFileSync(`${other}.pub`, 'utf8')}`);
    const refusal = (knownHosts: string) => expect(say(connectTo({ knownHosts }), 'true')).rejects;
    await refusal(wrong).toMatchObject({ code: 'CONN_HOST_KEY', message: expect.stringContaining('another key') as string });
    await refusal(`${server.folder}/none`).toMatchObject({
      code: 'CONN_HOST_KEY',
      message: expect.stringMatching(/is not in/) as string,
    });
    expect((await say(connectTo({ knownHosts: wrong, checkHostKey: false }), 'echo in')).stdout).toBe('in\n');
  });

  it('logs in with keys that have a passphrase, and says what it has tried', async () => {
    const locked = join(server.folder, 'user.locked');
    makeKey(locked, 'open sesame');
    writeFileSync(join(server.folder, 'passphrase'), 'open sesame\n');
    const withPassphrase = { sshKey: locked, sshKeyPassphraseFile: 'passphrase' };
    const refusal = (more: Partial<SshHostConfig>) => expect(say(connectTo(more), 'true')).rejects;
    // The server does not know this key, so far it gets.
    await refusal(withPassphrase).toMatchObject({ code: 'CONN_AUTH', message: expect.stringContaining(locked) as string });
    await refusal({ sshKey: locked }).toMatchObject({ code: 'CONN_AUTH', message: expect.stringMatching(/encrypted/) as string });
    const { sshKey: _, ...keyless } = host();
    const usual = createSshConnector(readSshConfig({ nodes: [keyless] }, server.folder)[0]!);
    await expect(say(usual, 'true')).rejects.toMatchObject({
      code: 'CONN_AUTH',
      message: expect.stringMatching(/no SSH agent/) as string,
    });
    mkdirSync(join(server.folder, '.ssh'));
    copyFileSync(server.key, join(server.folder, '.ssh/id_ed25519'));
    open.push(usual);
    expect((await say(usual, 'echo in')).stdout).toBe('in\n');
  });

  it('goes through another host', async () => {
    const connector = connectTo({ tunnel: host() });
    expect((await say(connector, 'echo through')).stdout).toBe('through\n');
    await expect(say(connectTo({ hostname: '127.0.0.1:1', tunnel: host() }), 'true')).rejects.toMatchObject({
      code: 'CONN_FAILED',
    });
  });

  it('does not wait for ever for a host that does not answer', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    await expect(say(connectTo({ hostname: `127.0.0.1:${port}`, connectTimeout: 1 }), 'true')).rejects.toMatchObject({
      code: 'CONN_FAILED',
      message: expect.stringContaining('no answer within 1 s') as string,
    });
    silent.close();
  });
});
