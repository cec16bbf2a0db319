import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { CrateRunError } from '../../../base/error.ts';
import { quote } from '../../../base/shell.ts';
import type { Connector } from '../connector.ts';
import { cancelled, converse, type Running } from '../converse.ts';
import { describeOnce } from '../describe.ts';
import { createChannels } from './channels.ts';
import type { ClientChannel } from './client.ts';
import { connect } from './connect.ts';
import { hostAndPort, showNode, type SshSettings } from './settings.ts';

/** A host that is reached by SSH. */
export function createSshConnector(settings: SshSettings): Connector {
  const { host, port } = settings;
  const name = showNode(settings);
  const channels = createChannels({ ...settings, name, connect: () => connect(settings) });
  let commands = 0;
  const run: Connector['run'] = async (command, signal) => {
    if (signal.aborted) throw cancelled();
    commands++;
    // The login shell of the user is not ours to know; /bin/sh is.
    const running = await channels.start(`exec /bin/sh -c ${quote(command.program)}`, (channel) => hold(name, channel));
    return converse(command, running, signal);
  };
  return {
    name,
    get commands() {
      return commands;
    },
    uriOf: (path) => `ssh://${hostAndPort(host, port)}${pathToFileURL(path).pathname}`,
    run,
    describe: describeOnce({ name, run }),
    close: channels.close,
  };
}

function hold(name: string, channel: ClientChannel): Running {
  let giveUp: () => void = () => undefined;
  const ended = new Promise<{ exitCode: number } | { signal: string }>((resolve, reject) => {
    let ending: { exitCode: number } | { signal: string } | undefined;
    giveUp = () => {
      reject(new CrateRunError('CONN_LOST', `the connection to ${name} was lost while a program ran there`));
    };
    channel.on('exit', (code: number | null, signal?: string) => {
      ending = code === null ? { signal: `SIG${signal?.replace(/^SIG/, '')}` } : { exitCode: code };
    });
    channel.on('close', () => {
      if (ending) resolve(ending);
      else giveUp();
    });
  });
  ended.catch(() => undefined);
  channel.on('error', () => undefined);
  // A channel says that it is closed before all that came was read, which would cut short whoever reads it.
  const [stdout, stderr] = [channel, channel.stderr].map((stream) => stream.pipe(new PassThrough())) as [
    PassThrough,
    PassThrough,
  ];
  const stop = () => {
    channel.signal('TERM');
    channel.close();
    // The host closes its end when the program has ended, whenever that is.
    giveUp();
    for (const stream of [stdout, stderr]) stream.destroy();
  };
  return { stdin: channel, stdout, stderr, ended, stop };
}
