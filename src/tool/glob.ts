import { Minimatch } from 'minimatch';
import { CrateRunError } from '../base/error.ts';
import { byCodePoint } from '../base/order.ts';
import type { FolderEntry } from '../job/folder.ts';

/** The meaning of glob(3): no braces, no `**`, no negation, and wildcards do not match a leading dot. */
const posix = {
  nobrace: true,
  noext: true,
  noglobstar: true,
  nonegate: true,
  nocomment: true,
  dot: false,
  platform: 'linux',
} as const;

/** The output folder itself. */
export const outputFolder = '';

/**
 * The paths, relative to `outdir`, that a pattern matches, in the order of the C locale; `outputFolder` for the folder
 * itself. An absolute pattern must stay inside `outdir` (CWL v1.2 CommandOutputBinding); else TOOL_UNSAFE_PATH.
 */
export function matchGlob(pattern: string, outdir: string, entries: readonly FolderEntry[]): readonly string[] {
  const { parts, onlyFolders } = relativeParts(pattern, outdir);
  if (parts.length === 0) return [outputFolder];
  const matcher = new Minimatch(parts.join('/'), posix);
  return entries
    .filter((entry) => (!onlyFolders || entry.kind === 'directory') && matcher.match(entry.path))
    .map((entry) => entry.path)
    .sort(byCodePoint);
}

function relativeParts(pattern: string, outdir: string) {
  const isInside = pattern === outdir || pattern.startsWith(`${outdir}/`);
  const relative = isInside ? pattern.slice(outdir.length + 1) : pattern;
  const parts: string[] = [];
  let leaves = !isInside && pattern.startsWith('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) leaves = true;
  }
  if (leaves) throw new CrateRunError('TOOL_UNSAFE_PATH', `the glob ${pattern} leads out of the output folder`);
  return { parts, onlyFolders: relative.endsWith('/') };
}
