import { closed, flag, named, natural, oneOrMany, positive, text, textOr, texts, type Schema } from './parts.ts';

/** A text, or null for none. */
const textOrNone = { type: ['string', 'null'] };

/** How one connection is made; an option that a node leaves out is that of the deployment. */
const login = {
  username: textOrNone,
  sshKey: textOrNone,
  passwordFile: textOrNone,
  sshKeyPassphraseFile: textOrNone,
  checkHostKey: flag,
  connectTimeout: positive,
  /** Ours: files of host keys; StreamFlow has no name for them. */
  knownHosts: oneOrMany(text),
};

const host = { $ref: '#/$defs/host' };

export const hostDefinition: Schema = {
  host: closed({ ...login, hostname: text, tunnel: { if: { type: 'null' }, else: host } }, ['hostname']),
};

/** What tells how to reach a host; queue managers may have it too, which is the older way to say `wraps`. */
export const connection: Schema = {
  ...login,
  maxConcurrentSessions: positive,
  maxConnections: positive,
  tunnel: { if: { type: 'null' }, else: host },
  dataTransferConnection: textOr(host),
  transferBufferSize: positive,
};

export const sshSchema: Schema = {
  ...closed(
    {
      ...connection,
      nodes: { type: 'array', items: textOr(host), minItems: 1 },
      retries: natural,
      retryDelay: natural,
      sharedPaths: texts,
      file: text,
      services: named(textOr(closed({ file: text }))),
    },
    ['nodes'],
  ),
  $defs: hostDefinition,
};
