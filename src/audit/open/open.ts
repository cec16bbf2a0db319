import { open, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Json } from '../../base/json.ts';
import { manifests, type Digest } from './bag.ts';
import type { Content, CrateEntry } from './content.ts';
import { openFolder } from './folder.ts';
import { kindOf, type Kind } from './kind.ts';
import { limits } from './limits.ts';
import { locate, type Located } from './locate.ts';
import { parseMetadata } from './metadata.ts';
import { readWhole } from './read-whole.ts';
import { openTar } from './tar.ts';
import { writeNew } from './write-new.ts';
import { openZip } from './zip.ts';

/** A crate that may have been made by anyone: its names, kinds and sizes have been checked, and nothing of it has run. */
export interface OpenCrate {
  /** What the user named. */
  readonly source: string;
  readonly kind: 'folder' | 'zip' | 'tar' | 'metadata';
  /** What it is: an RO-Crate, a research object of CWLProv, or just files. */
  readonly standard: Located['standard'];
  /** The metadata of an RO-Crate; null for everything else. */
  readonly metadata: Json;
  /** The files by path, which begins at the root of the crate. */
  readonly entries: ReadonlyMap<string, CrateEntry>;
  /** The folders, also those that only follow from the path of a file. */
  readonly folders: ReadonlySet<string>;
  /** What the manifests of a BagIt bag say of files, also of files that are not there. */
  readonly manifest: ReadonlyMap<string, readonly Digest[]>;
  /** The bytes of a file. Throws CRATE_DAMAGED, also as an error of the stream. */
  stream(path: string): Promise<Readable>;
  /** The bytes of a file that has not more than `limit` of them. Throws CRATE_TOO_LARGE and CRATE_DAMAGED. */
  read(path: string, limit: number): Promise<Buffer>;
  /** Writes every file and folder below a folder that is not there yet. Throws CRATE_DAMAGED. */
  extract(folder: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a folder, a ZIP or tar file, or a metadata file alone, as if an attacker had made it. Throws CRATE_NOT_FOUND,
 * CRATE_DAMAGED, CRATE_UNSAFE_NAME, CRATE_UNSAFE_ENTRY, CRATE_TOO_LARGE and CRATE_METADATA, which name the entry.
 */
export async function openCrate(source: string): Promise<OpenCrate> {
  const kind = await kindOf(source);
  const content = await openContent(source, kind);
  try {
    return await crateOf(source, kind === 'tgz' ? 'tar' : kind, content);
  } catch (thrown) {
    await content.close();
    throw thrown;
  }
}

async function openContent(source: string, kind: Kind): Promise<Content> {
  if (kind === 'folder') return openFolder(source);
  if (kind === 'zip') return openZip(source);
  if (kind === 'metadata') return onlyMetadata(source);
  return openTar(source, { gzip: kind === 'tgz' });
}

/** A metadata file whose crate is not here. */
async function onlyMetadata(source: string): Promise<Content> {
  const { size } = await stat(source);
  const path = 'ro-crate-metadata.json';
  return {
    entries: new Map([[path, { path, size }]]),
    folders: new Set(),
    stream: async () => (await open(source)).createReadStream(),
    close: () => Promise.resolve(),
  };
}

async function crateOf(source: string, kind: OpenCrate['kind'], content: Content): Promise<OpenCrate> {
  const { root, standard, metadata, bag } = locate(content.entries);
  const within = <T>(all: Iterable<readonly [string, T]>) =>
    [...all].filter(([path]) => path.startsWith(root)).map(([path, value]) => [path.slice(root.length), value] as const);
  const entries = new Map(within(content.entries).map(([path, { size }]) => [path, { path, size }]));
  const folders = foldersOf(
    within([...content.folders].map((path) => [path, path])).map(([path]) => path),
    entries.keys(),
  );
  const read = (path: string, limit: number) => readWhole(content, path, limit);
  return {
    source,
    kind,
    standard,
    metadata: metadata === undefined ? null : parseMetadata(await read(metadata, limits.metadata), metadata),
    entries,
    folders,
    manifest: new Map(bag === undefined ? [] : within(await manifests(content, bag))),
    stream: (path) => content.stream(root + path),
    read: (path, limit) => read(root + path, limit),
    async extract(folder) {
      await mkdir(folder);
      for (const path of folders) await mkdir(join(folder, path), { recursive: true });
      for (const { path } of entries.values()) {
        await writeNew(join(folder, path), await content.stream(root + path));
      }
    },
    close: content.close,
  };
}

function foldersOf(named: Iterable<string>, files: Iterable<string>): ReadonlySet<string> {
  const folders = new Set(named);
  for (const file of files) {
    for (let folder = dirname(file); folder !== '.' && !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  }
  return folders;
}
