import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CrateRunError } from '../../base/error.ts';
import { byCodePoint } from '../../base/order.ts';
import type { FolderEntry } from '../../job/folder.ts';
import { sourcesOf, type JobSpec } from '../../job/jobspec.ts';
import { faultOf, systemCode } from './fault.ts';

/**
 * What a job left in its output folder. Links to staged folders are followed, links to other places are not. Throws
 * TOOL_UNSAFE_PATH, DATA_NOT_FOUND.
 */
export function listOutputs(spec: JobSpec): FolderEntry[] {
  if (lookAt(spec.folders.outdir)?.isSymbolicLink()) {
    throw new CrateRunError('TOOL_UNSAFE_PATH', 'the job has put a link in the place of its output folder');
  }
  return listFolder(spec.folders.outdir, sourcesOf(spec));
}

/**
 * Everything below a folder; each folder stands before what is in it, names in order of code points. A link to a
 * folder is followed when it leads below `folder` or one of `safe`, and not back to a folder that it stands in. A link
 * to nothing is listed as an empty file with the path that it names. Sockets, pipes and devices are left out.
 */
export function listFolder(folder: string, safe: readonly string[] = []): FolderEntry[] {
  const entries: FolderEntry[] = [];
  const root = realPathOf(folder);
  let roots: string[] | undefined;
  const mayEnter = (path: string) => (roots ??= [root, ...safe.map(realPathOf)]).some((top) => isWithin(path, top));

  function walk(prefix: string, real: string, above: readonly string[]): void {
    for (const item of readFolder(real)) {
      const path = prefix + item.name;
      const inside = `${real}/${item.name}`;
      if (item.isFile()) {
        entries.push({ path, kind: 'file', size: lookAt(inside)?.size ?? unnameable(path), realPath: inside });
      } else if (item.isDirectory()) {
        entries.push({ path, kind: 'directory', size: 0, realPath: inside });
        walk(`${path}/`, inside, [...above, inside]);
      } else if (item.isSymbolicLink()) {
        const target = targetOf(inside);
        const found = lookAt(target, statSync);
        const isFolder = found?.isDirectory() ?? false;
        entries.push({ path, kind: isFolder ? 'directory' : 'file', size: isFolder ? 0 : (found?.size ?? 0), realPath: target });
        if (isFolder && mayEnter(target) && !above.includes(target)) walk(`${path}/`, target, [...above, target]);
      }
    }
  }

  walk('', root, [root]);
  return entries;
}

/** Whether `path` is `top` or below it; both absolute without `..`. */
export function isWithin(path: string, top: string): boolean {
  return path === top || path.startsWith(top.endsWith('/') ? top : `${top}/`);
}

/** What is at a path; undefined where nothing is, and at the end of links that lead in a circle. */
function lookAt(path: string, look: (path: string) => Stats = lstatSync): Stats | undefined {
  try {
    return look(path);
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'].includes(systemCode(thrown) ?? '')) return undefined;
    throw faultOf('DATA_NOT_FOUND', 'read', path, thrown);
  }
}

/** A file that was listed and cannot be found has a name that is not text. */
function unnameable(path: string): never {
  throw new CrateRunError('TOOL_OUTPUT', `the job left a file whose name is not UTF-8, listed as ${path}`);
}

function readFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => byCodePoint(a.name, b.name));
  } catch (thrown) {
    throw faultOf('DATA_NOT_FOUND', 'list', path, thrown);
  }
}

/** The path without symbolic links; the path itself when nothing is there. */
export function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function targetOf(link: string): string {
  try {
    return realpathSync.native(link);
  } catch {
    return resolve(dirname(link), readlinkSync(link));
  }
}
