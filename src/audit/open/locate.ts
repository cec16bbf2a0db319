import type { CrateEntry } from './content.ts';

/** What a folder or an archive turned out to be. */
export interface Located {
  /** Where the crate begins: empty, or a folder with `/` at its end. */
  readonly root: string;
  readonly standard: 'ro-crate' | 'cwlprov' | 'none';
  /** Path of the metadata file of an RO-Crate. */
  readonly metadata?: string;
  /** Where the BagIt bag begins that holds the crate. */
  readonly bag?: string;
}

/** Names of the metadata file: RO-Crate 1.1 and later §2, RO-Crate 1.0. */
const metadataNames = ['ro-crate-metadata.json', 'ro-crate-metadata.jsonld'];

/** Finds the crate: at the top, in the only folder that has one, or as the payload of a bag (RFC 8493). */
export function locate(entries: ReadonlyMap<string, CrateEntry>): Located {
  for (const top of ['', ...topFolders(entries)]) {
    const bag = entries.has(`${top}bagit.txt`) ? { bag: top } : {};
    for (const root of [top, ...('bag' in bag ? [`${top}data/`] : [])]) {
      const metadata = metadataNames.map((name) => root + name).find((path) => entries.has(path));
      if (metadata !== undefined) return { root, standard: 'ro-crate', metadata, ...bag };
    }
    if (entries.has(`${top}metadata/manifest.json`) && entries.has(`${top}workflow/packed.cwl`))
      return { root: top, standard: 'cwlprov', ...bag };
  }
  return { root: '', standard: 'none' };
}

function topFolders(entries: ReadonlyMap<string, CrateEntry>): readonly string[] {
  const tops = [...entries.keys()].filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/') + 1));
  return [...new Set(tops)].sort();
}
