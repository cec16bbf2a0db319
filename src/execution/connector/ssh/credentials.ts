import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { CrateRunError } from '../../../base/error.ts';
import { reasonOf } from '../../data/fault.ts';
import { tryKey, type AnyAuthMethod } from './client.ts';
import { showNode, type SshNode } from './settings.ts';

/** What there is to log in with: for ssh2, in the order in which it is tried, and in words. */
export interface Credentials {
  readonly methods: AnyAuthMethod[];
  readonly tried: readonly string[];
}

/**
 * The key or the password that was named, then the agent, and without a named one the usual keys of the user: servers
 * allow few attempts, and an agent may hold many keys. Throws CONN_AUTH when what was named cannot be used, or nothing
 * is there.
 */
export async function gatherCredentials(node: SshNode): Promise<Credentials> {
  const { username } = node;
  const methods: AnyAuthMethod[] = [];
  const tried: string[] = [];
  const passphrase = node.passphraseFile === undefined ? undefined : readSecret(node, node.passphraseFile);

  const addKey = (file: string, key: Buffer) => {
    methods.push({ type: 'publickey', username, key, ...(passphrase === undefined ? {} : { passphrase }) });
    tried.push(file);
  };
  if (node.key !== undefined) addKey(node.key, await namedKey(node, node.key, passphrase));

  const agent = process.env['SSH_AUTH_SOCK'];
  if (agent && existsSync(agent)) {
    methods.push({ type: 'agent', username, agent });
    tried.push('the SSH agent');
  }
  if (node.passwordFile !== undefined) {
    const password = readSecret(node, node.passwordFile);
    methods.push({ type: 'password', username, password });
    const prompt = (
      _name: string,
      _text: string,
      _language: string,
      asked: readonly unknown[],
      answer: (answers: string[]) => void,
    ) => {
      answer(asked.map(() => password));
    };
    methods.push({ type: 'keyboard-interactive', username, prompt });
    tried.push(`the password in ${node.passwordFile}`);
  } else if (node.key === undefined) {
    for (const file of usualKeys()) {
      if (!existsSync(file)) continue;
      const key = readFileSync(file);
      // A locked key is nothing to complain of here: as a rule the agent has it.
      if ((await tryKey(key, passphrase)) === 'fine') addKey(file, key);
    }
  }
  if (methods.length > 0) return { methods, tried };
  throw refuse(node, 'no SSH agent and none of the usual keys is there; name one with sshKey');
}

function usualKeys(): readonly string[] {
  return ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => `${homedir()}/.ssh/${name}`);
}

async function namedKey(node: SshNode, file: string, passphrase: string | undefined): Promise<Buffer> {
  const key = readOrRefuse(node, file);
  const state = await tryKey(key, passphrase);
  if (state === 'unreadable') throw refuse(node, `${file} holds no private key`);
  if (state === 'encrypted') {
    const what =
      passphrase === undefined ? 'name a file with its passphrase (sshKeyPassphraseFile)' : 'the passphrase does not fit';
    throw refuse(node, `the key ${file} is encrypted: ${what}`);
  }
  return key;
}

function readSecret(node: SshNode, file: string): string {
  return readOrRefuse(node, file)
    .toString('utf8')
    .replace(/\r?\n[^]*$/, '');
}

function readOrRefuse(node: SshNode, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (thrown) {
    throw refuse(node, `cannot read ${file}: ${reasonOf(thrown)}`);
  }
}

export function refuse(node: SshNode, why: string, cause?: unknown): CrateRunError {
  return new CrateRunError('CONN_AUTH', `cannot log in as ${showNode(node)}: ${why}`, { cause });
}
