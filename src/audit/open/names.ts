import { refusal } from './fault.ts';
import { limits } from './limits.ts';

/** The names of an archive, each of which must be safe and mean one thing on every file system. */
export interface Names {
  /**
   * Takes the name of an entry and gives its path: `a/b`, empty for the archive itself. Throws CRATE_UNSAFE_NAME, also for a
   * name that is there already, or that is the same for a file system which ignores case or composes characters.
   */
  add(name: string, kind: 'file' | 'folder'): string;
}

/** Starts with no names. */
export function createNames(): Names {
  const seen = new Map<string, { readonly path: string; readonly kind: 'file' | 'folder' }>();
  const claim = (name: string, path: string, kind: 'file' | 'folder', isImplied: boolean) => {
    const known = seen.get(folded(path));
    if (known && known.path !== path) throw unsafe(name, `is the same as ${JSON.stringify(known.path)} where case is ignored`);
    if (known && (known.kind === 'file' || kind === 'file')) throw unsafe(name, 'is there twice');
    if (!known || !isImplied) seen.set(folded(path), { path, kind });
  };
  return {
    add(name, kind) {
      const path = pathOfName(name);
      if (path === '') return path;
      const parts = path.split('/');
      for (let depth = 1; depth < parts.length; depth++) claim(name, parts.slice(0, depth).join('/'), 'folder', true);
      claim(name, path, kind, false);
      return path;
    },
  };
}

/** The path that a name of an entry means. Throws CRATE_UNSAFE_NAME. */
export function pathOfName(name: string): string {
  const why = faultOf(name);
  if (why !== undefined) throw unsafe(name, why);
  return name.replace(/^(\.\/+)+|^\.$/, '').replace(/\/$/, '');
}

function faultOf(name: string): string | undefined {
  if (/[\p{Cc}\p{Cs}]/u.test(name)) return 'has a control character in its name';
  if (name.includes('\\')) return 'has a backslash in its name';
  if (name.startsWith('/')) return 'is an absolute path';
  if (/^[a-z]:/i.test(name)) return 'begins with the letter of a drive';
  const parts = name
    .replace(/^(\.\/+)+|^\.$/, '')
    .replace(/\/$/, '')
    .split('/');
  if (parts.includes('..')) return 'leads out of the crate';
  if (parts.length > 1 && parts.some((part) => part === '' || part === '.')) return 'has an empty part in its path';
  if (parts.length > limits.depth) return `lies deeper than ${limits.depth} folders`;
  if (parts.some((part) => Buffer.byteLength(part) > limits.name)) return `has a name of more than ${limits.name} bytes`;
  return undefined;
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

function unsafe(name: string, why: string) {
  return refusal('CRATE_UNSAFE_NAME', name.length > 300 ? `${name.slice(0, 300)}…` : name, why);
}
