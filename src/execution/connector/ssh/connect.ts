import { CrateRunError, messageOf } from '../../../base/error.ts';
import { quote } from '../../../base/shell.ts';
import { forward, newClient, type Client, type ConnectConfig, type HostVerifier, type SshFault } from './client.ts';
import { gatherCredentials, refuse } from './credentials.ts';
import { fingerprint, readKnownHost, typeOfKey, type Verdict } from './known-hosts.ts';
import { showNode, type SshNode } from './settings.ts';

/** A peer that answers none of three questions in a row is gone. */
const aliveInterval = 10_000;
const hostKeyTypes = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'];
const rsaSignatures = ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'];

/** Connects and logs in. Throws CONN_FAILED, CONN_AUTH, CONN_HOST_KEY. */
export async function connect(node: SshNode): Promise<Client> {
  const { methods, tried } = await gatherCredentials(node);
  const known = readKnownHost(node.knownHosts, node.host, node.port);
  let refusal: CrateRunError | undefined;
  const hostVerifier: HostVerifier = (key: Buffer) => {
    const verdict = node.checkHostKey ? known.judge(key) : ({ kind: 'known' } as const);
    if (verdict.kind !== 'known') refusal = distrust(node, key, verdict);
    return verdict.kind === 'known';
  };
  const client = await newClient();
  const way = node.tunnel
    ? await tunnel(node.tunnel, node)
    : { config: { host: node.host, port: node.port }, close: () => undefined };
  const config: ConnectConfig = {
    ...way.config,
    username: node.username,
    authHandler: methods,
    hostVerifier,
    algorithms: { serverHostKey: preferred(known.types) as never },
    readyTimeout: node.connectTimeout * 1000,
    keepaliveInterval: aliveInterval,
    keepaliveCountMax: 3,
  };
  client.on('close', way.close);
  try {
    await ready(client, config);
    return client;
  } catch (thrown) {
    client.destroy();
    way.close();
    throw refusal ?? explain(node, tried, thrown as SshFault);
  }
}

function ready(client: Client, config: ConnectConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    client.on('ready', resolve);
    client.on('error', (fault: SshFault) => {
      // ssh2 goes on with the next way to log in.
      if (fault.level !== 'agent') reject(fault);
    });
    client.on('close', () => {
      reject(new Error('the connection was closed'));
    });
    client.connect(config);
  });
}

/** A stream to `target` through another host, which is left when the stream is not needed any more. */
async function tunnel(through: SshNode, target: SshNode): Promise<{ config: Pick<ConnectConfig, 'sock'>; close(): void }> {
  const client = await connect(through);
  const close = () => {
    client.end();
  };
  try {
    return { config: { sock: await forward(client, target.host, target.port) }, close };
  } catch (thrown) {
    close();
    throw failed(target, `${showNode(through)} cannot reach it: ${messageOf(thrown)}`, thrown);
  }
}

/** Types that are known of the host first, as OpenSSH does it. */
function preferred(types: readonly string[]): readonly string[] {
  const first = types.flatMap((type) => (type === 'ssh-rsa' ? rsaSignatures : hostKeyTypes.filter((known) => known === type)));
  return [...new Set([...first, ...hostKeyTypes, ...rsaSignatures])];
}

function explain(node: SshNode, tried: readonly string[], fault: SshFault): CrateRunError {
  switch (fault.level) {
    case 'client-authentication':
      return refuse(node, `it accepts none of these: ${tried.join(', ')}`, fault);
    case 'client-timeout':
      return failed(node, `no answer within ${node.connectTimeout} s`, fault);
    default:
      return failed(node, fault.message.replace(/^connect /, '') || (fault.code ?? 'unknown reason'), fault);
  }
}

function failed(node: SshNode, why: string, cause: unknown): CrateRunError {
  return new CrateRunError('CONN_FAILED', `cannot connect to ${showNode(node)}: ${why}`, { cause });
}

function distrust({ host, port, knownHosts }: SshNode, key: Buffer, verdict: Verdict): CrateRunError {
  const shown = `${typeOfKey(key)} ${fingerprint(key)}`;
  const name = port === 22 ? host : `[${host}]:${port}`;
  const file = knownHosts[0] ?? '~/.ssh/known_hosts';
  const add = `\`ssh-keyscan -p ${port} ${quote(host)} >> ${quote(file)}\``;
  switch (verdict.kind) {
    case 'changed': {
      const [where] = [verdict.where];
      const remove = `\`ssh-keygen -R ${quote(name)} -f ${quote(where.replace(/:\d+$/, ''))}\``;
      const message = `${name} shows another key (${shown}) than the one in ${where}: it was installed anew, or somebody is in between. If its administrator confirms the new key, remove the old one with ${remove} and add the new one with ${add}`;
      return new CrateRunError('CONN_HOST_KEY', message);
    }
    case 'revoked':
      return new CrateRunError('CONN_HOST_KEY', `the key of ${name} (${shown}) was withdrawn in ${verdict.where}`);
    default: {
      const message = `the key of ${name} (${shown}) is not in ${file}. Compare it with what its administrator says, then add it with ${add}`;
      return new CrateRunError('CONN_HOST_KEY', message);
    }
  }
}
