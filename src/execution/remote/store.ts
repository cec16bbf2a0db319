import { basename, dirname } from 'node:path';
import { timestamp } from '../../base/clock.ts';
import { CrateRunError } from '../../base/error.ts';
import { quote } from '../../base/shell.ts';
import { fileUri } from '../../base/uri.ts';
import type { Connector } from '../connector/connector.ts';
import { faultOf } from '../data/fault.ts';
import { manifest, packTrees, type PackedTree } from './pack.ts';
import { listTree, stampOf, type TreeEntry } from './tree.ts';

/** Bytes that came to a location or from there. Addresses are URIs; a folder counts as one. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly route: 'upload' | 'download';
  readonly bytes: number;
  readonly start: string;
  readonly end: string;
}

/** The files of this machine that a location has, too. */
export interface Store {
  /**
   * Brings files and folders there that are not there yet, with one command; what is on its way for somebody else is
   * waited for. Gives the path there of each. Throws DATA_NOT_FOUND, DATA_WRITE and what the connector throws.
   */
  bring(sources: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Remembers that what is now at `source` came from `place`, so that it need not be brought there. */
  adopt(source: string, place: string): void;
  /** Where on this machine a path of the store comes from. */
  sourceOf(place: string): string | undefined;
}

/** Makes a store in `folder` of a location. */
export function createStore(connector: Connector, folder: string, report: (transfer: Transfer) => void): Store {
  const there = new Map<string, { readonly stamp: string; readonly place: Promise<string> }>();
  const sources = new Map<string, string>();
  let batches = 0;

  function remember(key: string, stamp: string, place: Promise<string>): void {
    there.set(key, { stamp, place });
    place.catch(() => {
      if (there.get(key)?.place === place) there.delete(key);
    });
  }

  function list(source: string): { readonly key: string; readonly stamp: string; readonly entries: readonly TreeEntry[] } {
    try {
      const entries = listTree(source);
      if (entries.length === 0) throw new Error('it is neither a file nor a folder');
      return { key: entries[0]!.source, stamp: stampOf(entries), entries };
    } catch (thrown) {
      throw faultOf('DATA_NOT_FOUND', 'read', source, thrown);
    }
  }

  return {
    async bring(wanted, signal) {
      const places = new Map<string, Promise<string>>();
      const batch = `${folder}/${++batches}`;
      const missing: { readonly tree: PackedTree; readonly source: string; readonly place: string }[] = [];
      let arrive: () => void = () => undefined;
      let fail: (thrown: unknown) => void = () => undefined;
      const arrival = new Promise<void>((resolve, reject) => ([arrive, fail] = [resolve, reject]));
      arrival.catch(() => undefined);
      for (const source of new Set(wanted)) {
        const { key, stamp, entries } = list(source);
        const known = there.get(key);
        if (known?.stamp === stamp) {
          places.set(source, known.place);
          continue;
        }
        const name = `${missing.length}/${basename(key)}`;
        const place = `${batch}/${name}`;
        const promise = arrival.then(() => place);
        remember(key, stamp, promise);
        sources.set(place, key);
        places.set(source, promise);
        missing.push({ tree: { name, entries }, source: key, place });
      }
      if (missing.length > 0) {
        const start = timestamp();
        upload(connector, batch, missing.map(({ tree }) => tree), signal).then(arrive, fail); // prettier-ignore
        await arrival;
        const end = timestamp();
        for (const { tree, source, place } of missing) {
          const bytes = tree.entries.reduce((sum, { size }) => sum + size, 0);
          report({ from: fileUri(source), to: connector.uriOf(place), route: 'upload', bytes, start, end });
        }
      }
      return new Map(await Promise.all([...places].map(async ([source, place]) => [source, await place] as const)));
    },
    adopt(source, place) {
      const { key, stamp } = list(source);
      remember(key, stamp, Promise.resolve(place));
      sources.set(place, key);
    },
    sourceOf(place) {
      for (let above = place; above.length > 1; above = dirname(above)) {
        const source = sources.get(above);
        if (source !== undefined) return source + place.slice(above.length);
      }
      return undefined;
    },
  };
}

/** The digests that were made here on the way are checked there, where there is something to check them with. */
async function upload(connector: Connector, folder: string, trees: readonly PackedTree[], signal: AbortSignal): Promise<void> {
  const program = `mkdir -p ${quote(folder)} && cd ${quote(folder)} && tar -xpof - || exit 1
if [ -s ${manifest} ] && command -v sha256sum >/dev/null; then LC_ALL=C sha256sum -c ${manifest} >checked 2>/dev/null || { grep -v ': OK$' checked >&2; exit 3; }; fi`;
  const stdin = await packTrees(trees);
  const { exitCode, stderr } = await connector.run({ program, stdin }, signal);
  if (exitCode === 0) return;
  const what = trees.map(({ name }) => basename(name)).join(', ');
  const why = exitCode === 3 ? `it arrived changed (${stderr.trim()})` : stderr.trim();
  throw new CrateRunError('DATA_WRITE', `cannot bring ${what} to ${folder} at ${connector.name}: ${why}`);
}
