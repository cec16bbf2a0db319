import { homedir, userInfo } from 'node:os';
import { resolve } from 'node:path';

/** How to reach one host. Paths are absolute. */
export interface SshNode {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** File of a private key; without one the agent and the usual keys of the user are tried. */
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly passwordFile?: string;
  /** The host that leads to this one. */
  readonly tunnel?: SshNode;
  readonly checkHostKey: boolean;
  /** Files of host keys, in the format of OpenSSH. */
  readonly knownHosts: readonly string[];
  /** Seconds that the connection may take. */
  readonly connectTimeout: number;
}

/** How to reach one host, and how much at once. */
export interface SshSettings extends SshNode {
  /** Channels on one connection; OpenSSH allows 10 unless told otherwise (MaxSessions). */
  readonly sessions: number;
  readonly connections: number;
}

/** What a connection is called in StreamFlow's file; what it leaves out comes from the one above it. */
export interface SshConnectionConfig {
  readonly username?: string;
  readonly sshKey?: string;
  readonly sshKeyPassphraseFile?: string;
  readonly passwordFile?: string;
  readonly checkHostKey?: boolean;
  /** Ours: StreamFlow has no name for it. */
  readonly knownHosts?: string | readonly string[];
  readonly connectTimeout?: number;
  readonly tunnel?: SshHostConfig;
}

export interface SshHostConfig extends SshConnectionConfig {
  /** `host` or `host:port`, `[2001:db8::1]:22` */
  readonly hostname: string;
}

/** Options of an `ssh` deployment, as StreamFlow names them. */
export interface SshConfig extends SshConnectionConfig {
  readonly nodes: readonly (string | SshHostConfig)[];
  readonly maxConcurrentSessions?: number;
  readonly maxConnections?: number;
}

/** The hosts of a deployment, in order. Paths in it are relative to `folder`; `~/` is the user's home. */
export function readSshConfig(config: SshConfig, folder: string): readonly SshSettings[] {
  return config.nodes.map((node) => ({
    ...readNode(typeof node === 'string' ? { hostname: node } : node, config, folder),
    sessions: config.maxConcurrentSessions ?? 10,
    connections: config.maxConnections ?? 1,
  }));
}

function readNode(own: SshHostConfig, above: SshConnectionConfig, folder: string): SshNode {
  const path = (name: string) => resolve(folder, name.replace(/^~(?=\/|$)/, homedir()));
  // A key and its passphrase belong together, so do a host and the way to it.
  const { sshKey, sshKeyPassphraseFile } = own.sshKey === undefined ? { ...above, ...own } : own;
  const { username, passwordFile, checkHostKey = true, connectTimeout = 30, knownHosts, tunnel } = { ...above, ...own };
  return {
    ...splitHost(own.hostname),
    username: username ?? userInfo().username,
    ...(sshKey === undefined ? {} : { key: path(sshKey) }),
    ...(sshKeyPassphraseFile === undefined ? {} : { passphraseFile: path(sshKeyPassphraseFile) }),
    ...(passwordFile === undefined ? {} : { passwordFile: path(passwordFile) }),
    // What a jump host leaves out is that of the deployment, but for the way.
    ...(tunnel ? { tunnel: readNode(tunnel, withoutTunnel(above), folder) } : {}),
    checkHostKey,
    knownHosts: knownHosts === undefined ? usualKnownHosts() : [knownHosts].flat().map(path),
    connectTimeout,
  };
}

function withoutTunnel({ tunnel: _, ...rest }: SshConnectionConfig): SshConnectionConfig {
  return rest;
}

function usualKnownHosts(): readonly string[] {
  const own = `${homedir()}/.ssh/known_hosts`;
  return [own, `${own}2`, '/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'];
}

function splitHost(text: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  return { host: bracketed ?? plain ?? text, port: port === undefined ? 22 : Number(port) };
}

/** `me@host`, `me@host:2222` */
export function showNode({ username, host, port }: SshNode): string {
  return `${username}@${hostAndPort(host, port)}`;
}

/** As in a URI. */
export function hostAndPort(host: string, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === 22 ? name : `${name}:${port}`;
}
