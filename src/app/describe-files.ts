import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileDescribed, FileWithheld } from '../event/event.ts';
import type { Digest } from '../execution/data/digest.ts';
import type { FolderEntry } from '../job/folder.ts';
import { filesIn, isFile, mapFiles, type CwlObject, type CwlValue } from '../language/model/value.ts';

/** Reads the files of values once, and remembers what it has told. */
export interface Describer {
  /** The facts not yet told about every file in the value: files, secondary files, files in folders. Throws DATA_NOT_FOUND. */
  describe(value: CwlValue | CwlObject): Promise<readonly (FileDescribed | FileWithheld)[]>;
  /** Size and digests of a described file, by URI; none of one that holds a secret. */
  known(location: string): Digest | undefined;
}

/** `list` gives what is in a folder, `holdsSecret` says whether nothing that follows from the bytes of a file may be told. */
export function createDescriber(
  digest: (path: string) => Promise<Digest>,
  list: (path: string) => Promise<readonly FolderEntry[]>,
  holdsSecret: (path: string) => Promise<boolean>,
): Describer {
  const told = new Map<string, Digest>();

  async function describeFile(location: string): Promise<readonly (FileDescribed | FileWithheld)[]> {
    const found = await digest(fileURLToPath(location));
    if (await holdsSecret(fileURLToPath(location))) return [{ type: 'file.withheld', location, size: found.size }];
    const before = told.get(location);
    told.set(location, found);
    return before?.sha256 === found.sha256 ? [] : [{ type: 'file.described', location, ...found }];
  }

  async function filesBelow(location: string): Promise<readonly string[]> {
    const folder = fileURLToPath(location);
    const files = (await list(folder)).filter((entry) => entry.kind === 'file');
    return files.map((entry) => pathToFileURL(`${folder}/${entry.path}`).href);
  }

  return {
    async describe(value) {
      const locations = new Set<string>();
      for (const item of filesIn(value)) {
        if (!item.location?.startsWith('file:')) continue;
        if (isFile(item)) locations.add(item.location);
        else for (const inside of await filesBelow(item.location)) locations.add(inside);
      }
      const facts = await Promise.all(Array.from(locations, describeFile));
      return facts.flat();
    },
    known: (location) => told.get(location),
  };
}

/** The value with size and checksum in every File whose bytes were described. */
export function withChecksums(value: CwlValue, describer: Describer): CwlValue {
  return mapFiles(value, (item) => {
    const known = isFile(item) && item.location !== undefined ? describer.known(item.location) : undefined;
    return known ? { ...item, size: known.size, checksum: `sha1$${known.sha1}` } : item;
  });
}
