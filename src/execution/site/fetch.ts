import { existsSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { CrateRunError } from '../../base/error.ts';
import { fileUri } from '../../base/uri.ts';
import { faultOf } from '../data/fault.ts';
import { isWithin } from '../data/listing.ts';
import { makeFolder } from '../data/make-folder.ts';
import type { Arrival, TransferLog } from './transfer.ts';
import type { Site } from './site.ts';
import { unpack, type Member } from './unpack.ts';

/** Brings bytes of one site here. */
export interface Fetcher {
  /** Whether all bytes of a path there are here. */
  isHere(path: string): boolean;
  /** Brings what is not here yet, with one command; what is on its way is waited for. Throws DATA_FETCH, DATA_WRITE. */
  fetch(paths: readonly string[], signal: AbortSignal): Promise<void>;
}

/** `bringHere` is for what links at the site lead to. */
export function createFetcher(
  site: Site,
  log: TransferLog,
  { bringHere }: { bringHere(paths: readonly string[], signal: AbortSignal): Promise<void> },
): Fetcher {
  const here = new Set<string>();
  const onTheWay = new Map<string, Promise<void>>();
  const { catalogue, connector, prefix } = site;

  function isHere(path: string): boolean {
    if (prefix === '') return true;
    for (let above = path; above !== ''; above = dirname(above)) {
      if (here.has(above)) return true;
      if (above === '/') break;
    }
    return false;
  }

  const asFetched = (path: string) => ({
    from: connector.uriOf(path),
    to: fileUri(prefix + path),
    fromLocation: site.location,
    route: 'fetch' as const,
  });
  const asLink = (path: string) => ({ ...asFetched(path), route: 'link' as const });

  async function fetchTogether(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const real = (path: string) => catalogue.find(path)?.realPath ?? path;
    const wanted = [...new Set(paths.map(real))].filter((path) => !isHere(path) && site.sourceOf(path) === undefined);
    const journeys = wanted.map(asFetched);
    const links: string[] = [];
    if (wanted.length > 0) await log.during(journeys, () => bring(site, wanted, links, signal));
    for (const path of wanted) here.add(path);
    const linked = paths.filter((path) => path !== real(path));
    if (linked.length > 0)
      await log.during(linked.map(asLink), () => Promise.resolve(linked.map((path) => linkHere(site, path, real(path)))));
    for (const path of paths) here.add(path);
    // What links lead to that is not in what was fetched.
    const more = links.map((link) => resolve(dirname(link), readlinkSync(link))).filter((path) => !existsSync(path));
    await bringHere(more, signal);
  }

  return {
    isHere,
    async fetch(paths, signal) {
      const waiting = paths.flatMap((path) => onTheWay.get(path) ?? []);
      const missing = [...new Set(paths)].filter((path) => !isHere(path) && !onTheWay.has(path));
      if (missing.length > 0) {
        const fetching = fetchTogether(missing, signal).finally(() => missing.forEach((path) => onTheWay.delete(path)));
        missing.forEach((path) => onTheWay.set(path, fetching));
        waiting.push(fetching);
      }
      await Promise.all(waiting);
    },
  };
}

/** Unpacks an archive of `paths` here while it is made there; `links` gets the links that were made. */
async function bring(site: Site, paths: readonly string[], links: string[], signal: AbortSignal): Promise<readonly Arrival[]> {
  const { connector, prefix, catalogue } = site;
  const names = paths.map((path) => `${path.slice(1)}\n`).join('');
  let members: readonly Member[] = [];
  const read = async (stream: Readable) => {
    const leadHere = (path: string, target: string) => {
      const there = resolve(dirname(path.slice(prefix.length)), target);
      links.push(path);
      return site.sourceOf(there) ?? (isAbsolute(target) ? prefix + there : target);
    };
    members = await unpack(stream, (name) => `${prefix}/${name}`, leadHere);
  };
  const { exitCode, stderr } = await connector.run(
    { program: 'cd / && tar -cf - -T -', stdin: Readable.from([names]), read },
    signal,
  );
  if (exitCode !== 0) {
    const why = stderr.trim() || `tar exited with ${exitCode}`;
    throw new CrateRunError('DATA_FETCH', `cannot bring ${paths.join(', ')} from ${connector.name}: ${why}`);
  }
  for (const { name, sha256 } of members) {
    const known = catalogue.find(`/${name}`)?.sha256;
    if (known === undefined || sha256 === undefined || known === sha256) continue;
    throw new CrateRunError(
      'DATA_FETCH',
      `/${name} of ${connector.name} is not what it was when its job ended: its digest changed`,
    );
  }
  return paths.map((path): Arrival => {
    const parts = members.filter(({ name }) => isWithin(`/${name}`, path));
    const bytes = parts.reduce((sum, { size }) => sum + size, 0);
    const [only] = parts;
    return { bytes, ...(only?.sha256 !== undefined && `/${only.name}` === path ? { sha256: only.sha256 } : {}) };
  });
}

/** Makes a link here for one that is at the site; no bytes travel. */
function linkHere({ prefix, sourceOf }: Site, path: string, real: string): Arrival {
  const link = prefix + path;
  try {
    rmSync(link, { force: true });
    makeFolder(dirname(link));
    symlinkSync(sourceOf(real) ?? prefix + real, link);
    return { bytes: 0 };
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'link', link, thrown);
  }
}
