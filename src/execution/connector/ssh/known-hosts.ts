import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** One line of a file of host keys; see sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
interface KnownKey {
  readonly file: string;
  readonly line: number;
  readonly marker: string | undefined;
  readonly hosts: string;
  /** `ssh-ed25519` */
  readonly type: string;
  readonly key: string;
}

/** What the files say of a host's key. */
export type Verdict =
  | { readonly kind: 'known' | 'unknown' }
  /** `file:line` of another key of that type, or of one that was withdrawn. */
  | { readonly kind: 'changed' | 'revoked'; readonly where: string };

/** The keys that the files have for one host. Files that are not there have none. */
export interface KnownHost {
  /** Types of its keys: to be asked for first, else the host may show one that the files do not have. */
  readonly types: readonly string[];
  judge(key: Buffer): Verdict;
}

export function readKnownHost(files: readonly string[], host: string, port: number): KnownHost {
  const name = (port === 22 ? host : `[${host}]:${port}`).toLowerCase();
  const keys = files.flatMap(readKeys).filter(({ hosts }) => matches(hosts, name));
  const plain = keys.filter(({ marker }) => marker === undefined);
  return {
    types: [...new Set(plain.map(({ type }) => type))],
    judge(key) {
      const text = key.toString('base64');
      const revoked = keys.find((known) => known.marker === '@revoked' && known.key === text);
      if (revoked) return { kind: 'revoked', where: `${revoked.file}:${revoked.line}` };
      if (plain.some((known) => known.key === text)) return { kind: 'known' };
      const [other] = plain;
      return other ? { kind: 'changed', where: `${other.file}:${other.line}` } : { kind: 'unknown' };
    },
  };
}

/** `SHA256:…`, as `ssh-keygen -l` shows it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The type that a key names itself. */
export function typeOfKey(key: Buffer): string {
  return key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}

function readKeys(file: string): readonly KnownKey[] {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((content, index) => {
    const words = content.trim().split(/\s+/);
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
    const [hosts = '', type = '', key] = words;
    return key === undefined || hosts.startsWith('#') ? [] : [{ file, line: index + 1, marker, hosts, type, key }];
  });
}

/** `hosts` is one hashed name, or a list of patterns in which `!` takes back what others allow. */
function matches(hosts: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|(.+)$/.exec(hosts) ?? [];
  if (salt !== undefined && hash !== undefined) {
    const own = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
    const theirs = Buffer.from(hash, 'base64');
    return own.length === theirs.length && timingSafeEqual(own, theirs);
  }
  const patterns = hosts.toLowerCase().split(',');
  const fits = (pattern: string) => toRegExp(pattern).test(name);
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern));
}

function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|]/g, (sign) => (sign === '*' ? '.*' : sign === '?' ? '.' : `\\${sign}`));
  return new RegExp(`^${source}$`);
}
