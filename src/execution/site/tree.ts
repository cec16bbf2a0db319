import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';
import { isWithin } from '../data/listing.ts';

/** One thing of a file or folder that travels. */
export interface TreeEntry {
  /** Relative to what travels; empty for that itself. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Where its bytes are on this machine. */
  readonly source: string;
  /** Bytes; 0 for all but files. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Of links: where it leads, relative to its folder. */
  readonly leadsTo?: string;
}

/**
 * Lists a file or folder as it shall be elsewhere. Links that stay inside stay links; others become what they lead to,
 * for that is not there. Links to nothing stay as they are; sockets, pipes and devices are left out. Throws what the
 * operating system says.
 */
export function listTree(path: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  addReal(realpathSync(path), '', [], entries);
  return entries;
}

/** Says the same as long as nothing in the tree was changed. */
export function stampOf(entries: readonly TreeEntry[]): string {
  return entries.map(({ path, kind, size, mode, modified }) => `${path}\0${kind} ${size} ${mode} ${modified}`).join('\n');
}

/** `above`: the roots in which this one is, each a folder without links in its path. */
function addReal(root: string, path: string, above: readonly string[], entries: TreeEntry[]): void {
  const stats = statSync(root);
  if (stats.isFile()) entries.push(entryOf('file', path, root, stats));
  else if (stats.isDirectory()) addFolder(root, path, stats, { root, above: [...above, root] }, entries);
}

function addFolder(
  source: string,
  path: string,
  stats: Stats,
  place: { readonly root: string; readonly above: readonly string[] },
  entries: TreeEntry[],
): void {
  entries.push(entryOf('folder', path, source, stats));
  for (const name of readdirSync(source).sort()) {
    const [from, to] = [`${source}/${name}`, path === '' ? name : `${path}/${name}`];
    const found = lstatSync(from);
    if (found.isFile()) entries.push(entryOf('file', to, from, found));
    else if (found.isDirectory()) addFolder(from, to, found, place, entries);
    else if (found.isSymbolicLink()) addLink(from, to, found, place, entries);
  }
}

function addLink(
  source: string,
  path: string,
  stats: Stats,
  { root, above }: { readonly root: string; readonly above: readonly string[] },
  entries: TreeEntry[],
): void {
  const text = readlinkSync(source);
  const link = (leadsTo: string) => entries.push({ ...entryOf('link', path, source, stats), leadsTo });
  let real;
  try {
    real = realpathSync(source);
  } catch {
    link(text);
    return;
  }
  if (isWithin(real, root)) link(isAbsolute(text) ? relative(dirname(source), real) : text);
  else if (above.some((folder) => isWithin(folder, real))) link(text);
  else addReal(real, path, above, entries);
}

function entryOf(kind: TreeEntry['kind'], path: string, source: string, stats: Stats): TreeEntry {
  const size = kind === 'file' ? stats.size : 0;
  return { path, kind, source, size, mode: stats.mode & 0o7777, modified: Math.floor(stats.mtimeMs) };
}
