import type { Client, ClientChannel, ConnectConfig, ParsedKey } from 'ssh2';

export type { AnyAuthMethod, Client, ClientChannel, ConnectConfig } from 'ssh2';

/** The one door to ssh2, which is loaded when the first connection is made. */
async function load() {
  return (await import('ssh2')).default;
}

/** A client that is not connected yet. */
export async function newClient(): Promise<Client> {
  return new (await load()).Client();
}

/** Whether a private key can be used: `encrypted` with a wrong passphrase or none, `unreadable` when it is no key. */
export async function tryKey(text: Buffer, passphrase: string | undefined): Promise<'fine' | 'encrypted' | 'unreadable'> {
  const found: ParsedKey | ParsedKey[] | Error = (await load()).utils.parseKey(text, passphrase);
  if (!(found instanceof Error)) return 'fine';
  return /passphrase|decrypt|integrity/i.test(found.message) ? 'encrypted' : 'unreadable';
}

/** Opens a stream through a host to another one, as `ssh -J` does. */
export function forward(client: Client, host: string, port: number): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, host, port, (fault, channel) => {
      if (fault) reject(fault);
      else resolve(channel);
    });
  });
}

/** What ssh2 adds to an error. */
export interface SshFault extends Error {
  readonly level?: string;
  readonly code?: string;
  /** Why the other end opened no channel. */
  readonly reason?: unknown;
}

export type HostVerifier = Extract<ConnectConfig['hostVerifier'], (key: Buffer) => boolean>;
