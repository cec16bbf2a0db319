import type { JobSpec, StagingEntry } from '../../job/jobspec.ts';
import { faultOf } from '../data/fault.ts';

/** Something of this machine that a container sees at `target`. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** An empty file or folder in the output folder that something is mounted on while the job runs: its path here, and what. */
export interface Placeholder {
  readonly path: string;
  readonly source: string;
}

/** What has to be on this machine before a container starts, and what the container sees of it. */
export interface Stage {
  /** To be put in place here: no links, and all targets are on this machine. */
  readonly entries: readonly StagingEntry[];
  readonly mounts: readonly Mount[];
  readonly placeholders: readonly Placeholder[];
  /** Where on this machine a path that the job sees is; undefined when it is in the image. */
  readonly placeOf: (path: string) => string | undefined;
}

/**
 * Maps the folders and the staging of a job to mounts. Whatever is mounted below something that is mounted gets an empty
 * file or folder to be mounted on, so that the engine need not make one, which would belong to root.
 */
export function planStage(spec: JobSpec, isFolder: (path: string) => boolean): Stage {
  const { layout, folders, staging } = spec;
  const written = new Set([spec.stdout, spec.stderr].flatMap((name) => (name === undefined ? [] : [`${layout.outdir}/${name}`])));
  const entries: StagingEntry[] = [];
  const placeholders: Placeholder[] = [];
  const mounts = new Map<string, Mount>();
  const placeOf = (path: string) => {
    const mount = mountAbove(mounts, path);
    return mount && mount.source + path.slice(mount.target.length);
  };

  function add(mount: Mount, kind: 'file' | 'folder'): void {
    const above = mountAbove(mounts, mount.target);
    if (above) {
      if (isLink(above)) throw faultOf('DATA_WRITE', 'stage', mount.target, new Error('a staged folder is in the way'));
      const place = placeOf(mount.target)!;
      entries.push(kind === 'folder' ? { kind, target: place } : { kind: 'write', contents: '', target: place });
      if (isLink(mount) && place.startsWith(`${folders.outdir}/`)) placeholders.push({ path: place, source: mount.source });
    }
    mounts.set(mount.target, mount);
  }
  const links = new Set<Mount>();
  const isLink = (mount: Mount) => links.has(mount);

  const own = [
    { source: folders.outdir, target: layout.outdir, readOnly: false },
    { source: folders.tmpdir, target: layout.tmpdir, readOnly: false },
    { source: folders.stagedir, target: layout.stagedir, readOnly: true },
  ];
  const isUsed = ({ target }: Mount) => target !== layout.stagedir || staging.some((entry) => isBelow(entry.target, target));
  for (const mount of own.filter(isUsed).sort((a, b) => a.target.length - b.target.length)) add(mount, 'folder');
  if (mounts.has(layout.stagedir)) entries.push({ kind: 'folder', target: folders.stagedir });

  for (const entry of staging) {
    const { target } = entry;
    if (entry.kind === 'link') {
      // A stream of the job takes the place of an input with its name.
      if (written.has(target)) continue;
      const mount = { source: entry.source, target, readOnly: !entry.writable };
      links.add(mount);
      add(mount, isFolder(entry.source) ? 'folder' : 'file');
      continue;
    }
    if (!mountAbove(mounts, target))
      mounts.set(target, { source: `${folders.stagedir}/absolute${target}`, target, readOnly: false });
    entries.push({ ...entry, target: placeOf(target)! });
  }
  return { entries, mounts: [...mounts.values()], placeholders, placeOf };
}

function mountAbove(mounts: ReadonlyMap<string, Mount>, path: string): Mount | undefined {
  for (let place = path; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const mount = mounts.get(place);
    if (mount) return mount;
  }
  return undefined;
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}
