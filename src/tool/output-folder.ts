import { CrateRunError } from '../base/error.ts';
import { fileUri } from '../base/uri.ts';
import type { FileAccess, FolderEntry } from '../job/folder.ts';
import { sourcesOf, type JobSpec } from '../job/jobspec.ts';
import type { CwlDirectory, CwlFile } from '../language/model/value.ts';
import { outputFolder } from './glob.ts';
import { folderOf, lastName, splitName } from './names.ts';

/** What a job left. Paths are relative to the output folder, `outputFolder` is the folder itself. */
export interface OutputFolder {
  readonly entries: readonly FolderEntry[];
  has(path: string): boolean;
  /** The File or Directory at a path that is there, with the `path` and `dirname` that the job saw. Throws TOOL_UNSAFE_PATH, TOOL_OUTPUT. */
  at(path: string): CwlFile | CwlDirectory;
}

export function openOutputFolder(spec: JobSpec, entries: readonly FolderEntry[], files: FileAccess): OutputFolder {
  const { outdir, stagedir } = spec.folders;
  const seen = spec.layout.outdir;
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  let real: { readonly outdir: string; readonly allowed: readonly string[] } | undefined;

  function realFolders() {
    return {
      outdir: files.realPath(outdir),
      allowed: [outdir, stagedir, ...sourcesOf(spec)].map((root) => files.realPath(root)),
    };
  }

  /** A link may lead to what is in the folders of the job or was staged into them (CWL v1.2 CommandOutputBinding, glob). */
  function check({ path, realPath, size }: FolderEntry): void {
    real ??= realFolders();
    const isItself = realPath === `${real.outdir}/${path}`;
    if (isItself && size > 0) return;
    if (!real.allowed.some((root) => realPath === root || realPath.startsWith(`${root}/`))) {
      throw new CrateRunError('TOOL_UNSAFE_PATH', `the output ${path} is a link to ${realPath}, outside the folders of the job`);
    }
    // A link that leads in a circle is listed as an empty file.
    if (!files.stat(realPath)) throw new CrateRunError('TOOL_OUTPUT', `the output ${path} is a link to nothing`);
  }

  function at(path: string): CwlFile | CwlDirectory {
    const below = path === outputFolder ? '' : `/${path}`;
    const absolute = seen + below;
    const basename = lastName(absolute);
    const common = { location: fileUri(outdir + below), path: absolute, basename };
    const entry = byPath.get(path);
    if (entry) check(entry);
    if (entry?.kind === 'file') {
      return { class: 'File', ...common, dirname: folderOf(absolute), size: entry.size, ...splitName(basename) };
    }
    const prefix = path === outputFolder ? '' : `${path}/`;
    for (const inner of entries) if (inner.path.startsWith(prefix)) check(inner);
    return { class: 'Directory', ...common };
  }

  return { entries, has: (path) => path === outputFolder || byPath.has(path), at };
}
