import { CrateRunError } from '../../base/error.ts';
import { fileUri, pathOfUri } from '../../base/uri.ts';
import type { FileAccess, FolderEntry } from '../../job/folder.ts';
import type { Connector } from '../connector/connector.ts';
import { localFiles } from '../data/access.ts';
import type { Digest } from '../data/digest.ts';
import { isWithin, listFolder } from '../data/listing.ts';
import { Absent } from './absent.ts';
import { createFetcher, type Fetcher } from './fetch.ts';
import { createSite, surveySite, type Site } from './site.ts';
import type { TransferLog } from './transfer.ts';

/** A path at a site. */
export interface SitePath {
  readonly site: Site;
  readonly path: string;
}

/**
 * The file systems of a run beside that of this machine. What is there is known here by a path, too, below the folder of the run:
 * where its bytes will be if they are ever brought here.
 */
export interface Sites {
  /** The site of a connector; the same for the same connector. */
  of(connector: Connector, location: string): Site;
  /** Whether there is anything but this machine. */
  areAny(): boolean;
  /** Where a path really is; undefined: on this machine. */
  whereIs(path: string): SitePath | undefined;
  /** The true URI of a path, and the path by which a URI is known here; undefined for URIs of other kinds. */
  uriOf(path: string): string;
  pathOf(uri: string): string | undefined;
  /** Files as if all were here; throws Absent for what has to be obtained first. */
  readonly files: FileAccess;
  obtain(absent: Absent, signal: AbortSignal): Promise<void>;
  /** Finds out what is at a path, where that is not known. */
  survey(path: string, signal: AbortSignal): Promise<void>;
  /** Everything in a folder. Throws Absent. */
  list(path: string): readonly FolderEntry[];
  /** Size and digests, from the site where it is known there. */
  digest(path: string, signal: AbortSignal): Promise<Digest>;
  /** Brings bytes here; those that are here stay. Throws DATA_FETCH, DATA_WRITE, DATA_STAYS and what connectors throw. */
  bringHere(paths: readonly string[], signal: AbortSignal): Promise<void>;
  /** Forbids that a path leaves its site. */
  hold(path: string): void;
  /** Whether something of what is at a path may not leave its site. */
  isHeld(path: string): boolean;
  /** Throws DATA_STAYS for what may not leave its site. */
  refuseHeld(path: string): void;
}

/** `folder` is where bytes go that are brought here, `digestLocal` reads a file of this machine. */
export function createSites(folder: string, digestLocal: (path: string) => Promise<Digest>, log: TransferLog): Sites {
  const sites = new Map<Connector, Site>();
  const fetchers = new Map<Site, Fetcher>();
  const held = new Set<string>();

  function whereIs(path: string): SitePath | undefined {
    if (sites.size === 0 || !path.startsWith(`${folder}/`)) return undefined;
    for (const site of sites.values()) {
      if (site.prefix !== '' && isWithin(path, site.prefix)) return { site, path: path.slice(site.prefix.length) || '/' };
    }
    return undefined;
  }

  /** Where the bytes of a path are that is at a site and not here; copies count as what they are copies of. */
  function away(path: string): SitePath | undefined {
    const there = whereIs(path);
    return there && !fetchers.get(there.site)!.isHere(there.path) ? there : undefined;
  }

  function lookUp(path: string, { site, path: there }: SitePath) {
    const known = site.catalogue.find(there);
    if (!known && !site.catalogue.isSurveyed(there)) throw new Absent(path, 'survey');
    return known;
  }

  function realPath(path: string): string {
    const there = whereIs(path);
    if (!there) return localFiles.realPath(path);
    const real = there.site.catalogue.find(there.path)?.realPath ?? there.path;
    const source = there.site.sourceOf(real);
    return source === undefined ? there.site.prefix + real : realPath(source);
  }

  const files: FileAccess = {
    stat(path) {
      const there = away(path);
      if (!there) return localFiles.stat(path);
      const known = lookUp(path, there);
      return known && { kind: known.kind, size: known.size };
    },
    read(path, limit) {
      if (away(path)) throw new Absent(path, 'bytes');
      return localFiles.read(path, limit);
    },
    sha1(path) {
      const there = away(path);
      if (!there) return localFiles.sha1(path);
      lookUp(path, there);
      const digest = there.site.catalogue.find(there.path)?.sha1;
      if (digest === undefined) throw new Absent(path, 'bytes');
      return digest;
    },
    names(path) {
      const there = away(path);
      if (!there) return localFiles.names(path);
      lookUp(path, there);
      return there.site.catalogue.names(there.path);
    },
    realPath,
  };

  function list(path: string): readonly FolderEntry[] {
    const there = away(path);
    if (!there) return listFolder(path);
    lookUp(path, there);
    const below = (folder: string): readonly FolderEntry[] =>
      there.site.catalogue.names(folder).flatMap((name) => {
        const inside = `${folder}/${name}`;
        const { kind, size } = there.site.catalogue.find(inside)!;
        const entry = { path: inside.slice(there.path.length + 1), kind, size, realPath: realPath(there.site.prefix + inside) };
        return kind === 'directory' ? [entry, ...below(inside)] : [entry];
      });
    return below(there.path);
  }

  async function survey(path: string, signal: AbortSignal): Promise<void> {
    const there = away(path);
    if (there && !there.site.catalogue.isSurveyed(there.path)) await surveySite(there.site, there.path, signal);
  }

  async function digest(path: string, signal: AbortSignal): Promise<Digest> {
    const real = realPath(path);
    const there = away(real);
    if (!there) return digestLocal(real);
    await survey(real, signal);
    const { size, sha1, sha256 } = there.site.catalogue.find(there.path) ?? {};
    if (size !== undefined && sha1 !== undefined && sha256 !== undefined) return { size, sha1, sha256 };
    await bringHere([real], signal);
    return digestLocal(real);
  }

  function isHeld(path: string): boolean {
    for (const top of held) if (isWithin(path, top) || isWithin(top, path)) return true;
    return false;
  }

  function refuseHeld(path: string): void {
    if (!isHeld(path)) return;
    throw new CrateRunError('DATA_STAYS', `${uriOf(path)} is needed at another location, and a port binding says that it stays`);
  }

  async function bringHere(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const wanted = new Map<Site, string[]>();
    for (const path of paths) {
      const there = away(path);
      if (!there) continue;
      refuseHeld(path);
      const source = there.site.sourceOf(there.site.catalogue.find(there.path)?.realPath ?? there.path);
      if (source !== undefined) await bringHere([source], signal);
      wanted.set(there.site, [...(wanted.get(there.site) ?? []), there.path]);
    }
    await Promise.all([...wanted].map(([site, list]) => fetchers.get(site)!.fetch(list, signal)));
  }

  function uriOf(path: string): string {
    const there = whereIs(path);
    return there ? there.site.connector.uriOf(there.path) : fileUri(path);
  }

  return {
    of(connector, location) {
      const before = sites.get(connector);
      if (before) return before;
      const isHere = connector.uriOf('/') === fileUri('/');
      const site = createSite(connector, location, isHere ? '' : `${folder}/${sites.size + 1}`);
      sites.set(connector, site);
      fetchers.set(site, createFetcher(site, log, { bringHere }));
      return site;
    },
    areAny: () => sites.size > 0,
    whereIs,
    uriOf,
    pathOf(uri) {
      if (uri.startsWith('file:')) return pathOfUri(uri);
      for (const site of sites.values()) {
        const base = site.connector.uriOf('/');
        if (uri.startsWith(base)) return `${site.prefix}/${decodeURIComponent(uri.slice(base.length))}`;
      }
      return undefined;
    },
    files,
    async obtain({ path, what }, signal) {
      await (what === 'bytes' ? bringHere([path], signal) : survey(path, signal));
    },
    survey,
    list,
    digest,
    bringHere,
    isHeld,
    hold: (path) => void held.add(path),
    refuseHeld,
  };
}
