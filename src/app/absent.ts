import { createDigester } from '../execution/data/digest.ts';
import { pathOfUri } from '../base/uri.ts';
import type { CrateDescription } from '../record/crate/crate.ts';
import type { Ledger } from '../record/ledger.ts';

/**
 * The files of a run that cannot go into its crate any more, by URI, and why: those that are gone, and those whose bytes
 * are not, or not known to be, what the log says of them.
 */
export async function absentFiles(ledger: Ledger, crate: CrateDescription): Promise<ReadonlyMap<string, string>> {
  const reasonFor = createInspector(ledger, crate);
  const uris = new Map<string, string>();
  for (const { location, path } of ledger.document.sources) uris.set(`workflow/${path}`, location);
  for (const [uri, id] of crate.data) {
    const path = decodeURIComponent(id);
    if (!uris.has(path) || ledger.files.has(uri)) uris.set(path, uri);
  }
  const absent = new Map<string, string>();
  await Promise.all(
    Array.from(uris, async ([path, uri]) => {
      const reason = await reasonFor(path, uri);
      if (reason !== undefined) absent.set(uri, reason);
    }),
  );
  return absent;
}

/** Says why a file of a crate to be made cannot be taken; undefined when nothing speaks against it. */
function createInspector(ledger: Ledger, { files }: CrateDescription) {
  const digest = createDigester();
  const places = new Map(files.map(({ path, from }) => [path, from]));
  const sources = new Map(ledger.document.sources.map(({ location, sha256 }) => [location, sha256]));
  return async (path: string, uri: string): Promise<string | undefined> => {
    const from = places.get(path);
    if (typeof from !== 'string' || path.endsWith('/')) return undefined;
    const expected = ledger.files.get(uri)?.sha256 ?? sources.get(uri);
    if (expected === undefined) return 'the log ends before its digest was known';
    const found = await digest(pathOfUri(from) ?? '').catch(() => undefined);
    if (!found) return 'it was gone when the crate was made';
    return found.sha256 === expected ? undefined : 'it had changed when the crate was made';
  };
}
