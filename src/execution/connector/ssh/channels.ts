import { setTimeout as pause } from 'node:timers/promises';
import { CrateRunError, messageOf } from '../../../base/error.ts';
import type { Client, ClientChannel, SshFault } from './client.ts';

/** What a pool of connections needs to know. */
export interface PoolSettings {
  readonly name: string;
  readonly sessions: number;
  readonly connections: number;
  connect(): Promise<Client>;
}

/** Channels to one host, on as few connections as will do. */
export interface Channels {
  /**
   * Starts a command; waits when all channels are in use. A connection that turns out to be lost before it has started
   * is made again, once. `hold` is called at once, before anything can happen on the channel. Throws what `connect` throws,
   * and CONN_FAILED.
   */
  start<T>(command: string, hold: (channel: ClientChannel) => T): Promise<T>;
  close(): void;
}

interface Link {
  readonly client: Client;
  active: number;
  /** Falls when the host allows fewer channels than was thought. */
  limit: number;
}

/** How often a host may refuse the only channel before it counts as one that allows none. */
const mostRefusals = 5;
/** A host that was there before is given time to come back: milliseconds before each further attempt. */
const pauses = [1000, 5000];

export function createChannels({ name, sessions, connections, connect }: PoolSettings): Channels {
  const links = new Set<Link>();
  const waiting: { resolve(): void; reject(reason: unknown): void }[] = [];
  let connecting = 0;
  let wasThere = false;

  async function take(): Promise<Link> {
    for (;;) {
      const [free] = [...links].filter((link) => link.active < link.limit).sort((a, b) => a.active - b.active);
      if (free) {
        free.active++;
        return free;
      }
      if (links.size + connecting < connections) await addLink();
      else await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
    }
  }

  async function addLink(): Promise<void> {
    connecting++;
    try {
      const client = await (wasThere ? connectAgain(connect) : connect());
      wasThere = true;
      const link = { client, active: 0, limit: sessions };
      links.add(link);
      // Each command listens for its end.
      client.setMaxListeners(0);
      client.on('error', () => undefined);
      client.on('close', () => {
        links.delete(link);
        wake(1);
      });
      wake(sessions - 1);
    } catch (thrown) {
      for (const { reject } of waiting.splice(0)) reject(thrown);
      throw thrown;
    } finally {
      connecting--;
    }
  }

  function wake(count: number): void {
    for (const { resolve } of waiting.splice(0, count)) resolve();
  }

  function giveBack(link: Link): void {
    link.active--;
    wake(1);
  }

  async function start<T>(command: string, hold: (channel: ClientChannel) => T): Promise<T> {
    for (let losses = 0, refusals = 0; ;) {
      const link = await take();
      try {
        return await execute(link.client, command, (channel) => {
          channel.on('close', () => {
            giveBack(link);
          });
          return hold(channel);
        });
      } catch (thrown) {
        const others = link.active - 1;
        const isThere = links.has(link) && isOpenFailure(thrown);
        if (!isThere) {
          links.delete(link);
          link.client.destroy();
        } else if (others > 0) link.limit = others;
        giveBack(link);
        // A host that is busy may need a moment until it counts a channel as closed.
        if (isThere && others === 0 && refusals++ < mostRefusals) await pause(100 * refusals);
        else if (isThere ? others === 0 : losses++ > 0) {
          throw new CrateRunError('CONN_FAILED', `${name} starts no program: ${messageOf(thrown)}`, { cause: thrown });
        }
      }
    }
  }

  return {
    start,
    close() {
      for (const { client } of links) client.end();
    },
  };
}

async function connectAgain(connect: () => Promise<Client>): Promise<Client> {
  for (const time of pauses) {
    try {
      return await connect();
    } catch (thrown) {
      if (!(thrown instanceof CrateRunError) || thrown.code !== 'CONN_FAILED') throw thrown;
      await pause(time);
    }
  }
  return connect();
}

function execute<T>(client: Client, command: string, hold: (channel: ClientChannel) => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const lose = () => {
      reject(new Error('the connection was lost'));
    };
    client.once('close', lose);
    client.exec(command, (fault, channel) => {
      client.off('close', lose);
      if (fault) reject(fault);
      else resolve(hold(channel));
    });
  });
}

/** The host is there and opens no channel: as a rule it allows fewer at once. */
function isOpenFailure(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown as SshFault).reason !== undefined;
}
