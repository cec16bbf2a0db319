import { basename, dirname } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Route } from '../../event/event.ts';
import { CrateRunError } from '../../base/error.ts';
import { quote } from '../../base/shell.ts';
import type { Command } from '../connector/connector.ts';
import { faultOf } from '../data/fault.ts';
import { isWithin, realPathOf } from '../data/listing.ts';
import { manifest, packTrees } from './pack.ts';
import type { Site } from './site.ts';
import type { Sites, SitePath } from './sites.ts';
import { listTree, stampOf, type TreeEntry } from './tree.ts';
import type { Arrival, TransferLog } from './transfer.ts';

/** The files that jobs of a location can read: what was brought to its folder, and what is at its site anyway. */
export interface Store {
  /**
   * Makes files and folders readable there, by the cheapest way, and gives the path there of each. What is on its way for
   * somebody else is waited for. Throws DATA_NOT_FOUND, DATA_WRITE, DATA_STAYS and what connectors throw.
   */
  bring(sources: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** How many of the paths need not travel. */
  holds(sources: readonly string[]): number;
}

/** What a store needs. */
export interface StoreSettings {
  readonly site: Site;
  readonly sites: Sites;
  /** Absolute path at the site of the folder for what is brought; it is made. */
  readonly folder: string;
  /** Whether jobs of the location see a path of the site: not so in a container. */
  sees(path: string): boolean;
  readonly log: TransferLog;
}

/** What is to travel from one place. */
interface Load {
  readonly source: string;
  /** Path there. */
  readonly place: string;
  readonly at?: SitePath;
  readonly entries?: readonly TreeEntry[];
}

export function createStore({ site, sites, folder, sees, log }: StoreSettings): Store {
  const there = new Map<string, { readonly stamp: string; readonly place: Promise<string> }>();
  let batches = 0;

  /** The path there of what needs no travel. */
  function inPlace(real: string): string | undefined {
    const at = sites.whereIs(real) ?? (site.prefix === '' ? { site, path: real } : undefined);
    return at?.site === site && sees(at.path) ? at.path : undefined;
  }

  function remember(real: string, stamp: string, place: Promise<string>): void {
    there.set(real, { stamp, place });
    place.catch(() => {
      if (there.get(real)?.place === place) there.delete(real);
    });
  }

  async function bring(sources: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const places = new Map<string, Promise<string>>();
    const groups = new Map<Site | undefined, { readonly loads: Load[]; readonly batch: string; arrival: Promise<void> }>();
    const start: (() => void)[] = [];
    for (const source of new Set(sources)) {
      const real = sites.files.realPath(source);
      const ready = inPlace(real);
      if (ready !== undefined) {
        places.set(source, Promise.resolve(ready));
        continue;
      }
      const at = sites.whereIs(real);
      const entries = at ? undefined : list(real);
      const stamp = entries ? stampOf(entries) : '';
      const known = there.get(real);
      if (known?.stamp === stamp) {
        places.set(source, known.place);
        continue;
      }
      if (at) sites.refuseHeld(real);
      let group = groups.get(at?.site);
      if (!group) {
        const loads: Load[] = [];
        const batch = `${folder}/${++batches}`;
        let [arrive, fail]: [() => void, (thrown: unknown) => void] = [() => undefined, () => undefined];
        const arrival = new Promise<void>((resolve, reject) => ([arrive, fail] = [resolve, reject]));
        arrival.catch(() => undefined);
        group = { loads, batch, arrival };
        groups.set(at?.site, group);
        start.push(() => void carry(at?.site, batch, loads, signal).then(arrive, fail));
      }
      const place = `${group.batch}/${group.loads.length}/${basename(real)}`;
      group.loads.push({ source: real, place, ...(at ? { at } : {}), ...(entries ? { entries } : {}) });
      const promise = group.arrival.then(() => place);
      remember(real, stamp, promise);
      places.set(source, promise);
    }
    start.forEach((begin) => begin());
    return new Map(await Promise.all([...places].map(async ([source, place]) => [source, await place] as const)));
  }

  /** Carries what comes from one place, with one command at each end. */
  async function carry(from: Site | undefined, batch: string, loads: readonly Load[], signal: AbortSignal): Promise<void> {
    const route: Route = from === undefined ? (site.prefix === '' ? 'copy' : 'upload') : from === site ? 'copy' : 'relay';
    const journeys = loads.map(({ source, place }) => ({
      from: sites.uriOf(source),
      to: site.connector.uriOf(place),
      ...(from === undefined ? {} : { fromLocation: from.location }),
      toLocation: site.location,
      route,
    }));
    await log.during(journeys, async () => {
      if (from === undefined) return upload(site, batch, loads, signal);
      for (const { source } of loads) await sites.survey(source, signal);
      return from === site ? copyThere(site, loads, signal) : relay(from, site, batch, loads, signal);
    });
    for (const { source, place } of loads) site.noteCopy(place, source);
  }

  return {
    bring,
    holds: (sources) =>
      sources.filter((source) => inPlace(sites.files.realPath(source)) !== undefined || there.has(realPathOf(source))).length,
  };
}

function list(source: string): readonly TreeEntry[] {
  try {
    const entries = listTree(source);
    if (entries.length === 0) throw new Error('it is neither a file nor a folder');
    return entries;
  } catch (thrown) {
    throw faultOf('DATA_NOT_FOUND', 'read', source, thrown);
  }
}

/** The digests that were made on the way are checked at the arrival, where there is something to check them with. */
const checkManifest = `if [ -s ${manifest} ] && command -v sha256sum >/dev/null; then LC_ALL=C sha256sum -c ${manifest} >checked 2>/dev/null || { grep -v ': OK$' checked >&2; exit 3; }; fi`;

async function upload(site: Site, batch: string, loads: readonly Load[], signal: AbortSignal): Promise<readonly Arrival[]> {
  const trees = loads.map(({ place, entries }) => ({ name: place.slice(batch.length + 1), entries: entries! }));
  const program = `mkdir -p ${quote(batch)} && cd ${quote(batch)} && tar -xpof - || exit 1\n${checkManifest}`;
  const { stream, digests } = await packTrees(trees);
  await arrive(site, { program, stdin: stream }, loads, signal);
  return trees.map(({ name, entries }): Arrival => {
    const sha256 = digests.get(name);
    return { bytes: entries.reduce((sum, { size }) => sum + size, 0), ...(sha256 === undefined ? {} : { sha256 }) };
  });
}

/** A container sees a folder of its own: what it needs is copied there, by a link to the same bytes where that can be. */
async function copyThere(site: Site, loads: readonly Load[], signal: AbortSignal): Promise<readonly Arrival[]> {
  const lines = loads.map(({ at, place }) => linkOrCopy(at!.path, place));
  await arrive(site, { program: lines.join('\n') }, loads, signal);
  return loads.map(({ at }) => sizeOf(at!));
}

/** From one site to another through this machine; nothing of it is kept here. */
async function relay(
  from: Site,
  to: Site,
  batch: string,
  loads: readonly Load[],
  signal: AbortSignal,
): Promise<readonly Arrival[]> {
  const sums = loads.flatMap(({ at, place }) => sumsOf(at!, place.slice(batch.length + 1)));
  const lines = Buffer.from(sums.join(''));
  const places = loads.map(({ at, place }) => linkOrCopy(`${batch}/all${at!.path}`, place));
  const program = `mkdir -p ${quote(`${batch}/all`)} && cd ${quote(batch)} && head -c ${lines.length} >${manifest} && tar -C all -xpf - || exit 1
${places.join('\n')}
rm -rf all
${checkManifest}`;
  const through = new PassThrough({ highWaterMark: 1 << 20 });
  through.write(lines);
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const names = loads.map(({ at }) => quote(at!.path.slice(1))).join(' ');
  const follow = loads.some(({ at }) => leadsOut(at!)) ? 'h' : '';
  const read = (stdout: Readable) => pipeline(stdout, through);
  const sending = from.connector
    .run({ program: `cd / && tar -c${follow}f - -- ${names}`, read }, both)
    .then(({ exitCode, stderr }) => {
      if (exitCode !== 0)
        throw new CrateRunError('DATA_FETCH', `cannot read ${names} at ${from.connector.name}: ${stderr.trim()}`);
    });
  sending.catch((thrown: unknown) => {
    through.destroy(thrown as Error);
    over.abort();
  });
  try {
    await arrive(to, { program, stdin: through }, loads, both);
  } catch (thrown) {
    over.abort();
    // What broke first is what is told.
    await sending;
    throw thrown;
  }
  await sending;
  return loads.map(({ at }) => sizeOf(at!));
}

/** A line of shell: the same bytes under another name on one file system, else a copy. */
function linkOrCopy(from: string, to: string): string {
  const [source, target] = [quote(from), quote(to)];
  return `mkdir -p ${quote(dirname(to))} && { cp -RPl ${source} ${target} 2>/dev/null || { rm -rf ${target}; cp -RPp ${source} ${target}; }; } || exit 1`;
}

async function arrive({ connector }: Site, command: Command, loads: readonly Load[], signal: AbortSignal): Promise<void> {
  const { exitCode, stderr } = await connector.run(command, signal);
  if (exitCode === 0) return;
  const what = loads.map(({ place }) => basename(place)).join(', ');
  const why = exitCode === 3 ? `it arrived changed (${stderr.trim()})` : stderr.trim();
  throw new CrateRunError(
    'DATA_WRITE',
    `cannot bring ${what} to ${dirname(dirname(loads[0]!.place))} at ${connector.name}: ${why}`,
  );
}

/** The files of a site below a path, as far as they are known. */
function* knownBelow({
  site,
  path,
}: SitePath): Generator<readonly [path: string, known: NonNullable<ReturnType<Site['catalogue']['find']>>]> {
  const known = site.catalogue.find(path);
  if (known) yield [path, known];
  for (const name of site.catalogue.names(path)) yield* knownBelow({ site, path: `${path}/${name}` });
}

function sizeOf(at: SitePath): Arrival {
  let bytes = 0;
  for (const [, { size }] of knownBelow(at)) bytes += size;
  const { sha256 } = at.site.catalogue.find(at.path) ?? {};
  return { bytes, ...(sha256 === undefined ? {} : { sha256 }) };
}

/** Lines as `sha256sum` writes them, for what will be at `name`. */
function sumsOf(at: SitePath, name: string): readonly string[] {
  return [...knownBelow(at)].flatMap(([path, { sha256, realPath }]) =>
    sha256 === undefined || realPath !== path || /[\\\n]/.test(path) ? [] : [`${sha256}  ${name}${path.slice(at.path.length)}\n`],
  );
}

/** Whether links in a folder lead out of it: at another site there is nothing to lead to. */
function leadsOut(at: SitePath): boolean {
  for (const [, { realPath }] of knownBelow(at)) if (!isWithin(realPath, at.path)) return true;
  return false;
}
