import { decoded } from '../../base/uri.ts';
import type { Digest } from '../open/bag.ts';
import type { OpenCrate } from '../open/open.ts';
import type { Entity, Graph } from './graph.ts';

/** A file or folder that the crate says it holds. */
export interface Payload {
  /** How the metadata names it. */
  readonly id: string;
  /** Its path in the crate. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Whether it is there. */
  readonly isThere: boolean;
  /** Bytes, as stated. */
  readonly size?: number;
  readonly digests: readonly Digest[];
}

/** Every file and folder that the metadata or a manifest promises, by path. */
export function payloadOf(graph: Graph, crate: OpenCrate): readonly Payload[] {
  const promised = new Map<string, Payload>();
  for (const entity of graph.entities) {
    const path = pathOf(entity, crate);
    if (path !== undefined && path !== '') promised.set(path, payload(entity, path, crate));
  }
  for (const [path, digests] of crate.manifest) {
    if (!promised.has(path)) promised.set(path, { id: path, path, isFolder: false, isThere: crate.entries.has(path), digests });
  }
  return [...promised.values()];
}

/** Where an entity lies in the crate; undefined when it is no file or folder, or is somewhere else. */
export function pathOf({ id, types }: Entity, crate: Pick<OpenCrate, 'entries'>): string | undefined {
  if (!types.includes('File') && !types.includes('Dataset') && !types.includes('MediaObject')) return undefined;
  return pathOfId(id, crate);
}

/** The path that an id means: relative, perhaps with characters encoded. Ids are never used as paths of this machine. */
export function pathOfId(id: string, { entries }: Pick<OpenCrate, 'entries'>): string | undefined {
  if (/^([a-z][a-z\d+.-]*:|#|\/\/)/i.test(id) && !entries.has(id)) return undefined;
  const plain = id.replace(/^(\.?\/)+/, '').replace(/\/$/, '');
  if (plain === '.' || plain === '') return '';
  return entries.has(plain) ? plain : decoded(plain);
}

function payload(entity: Entity, path: string, crate: OpenCrate): Payload {
  const isFolder = !crate.entries.has(path) && (entity.types.includes('Dataset') || entity.id.endsWith('/'));
  const size = Number(entity.text('contentSize') ?? Number.NaN);
  return {
    id: entity.id,
    path,
    isFolder,
    isThere: crate.entries.has(path) || (isFolder && crate.folders.has(path)),
    ...(Number.isSafeInteger(size) ? { size } : {}),
    digests: [...digestsOf(entity, path), ...(crate.manifest.get(path) ?? [])],
  };
}

const algorithms: Readonly<Record<string, number>> = { sha512: 128, sha256: 64, sha1: 40, md5: 32 };

/** The digests that an entity states, and the one that is its name, as cwltool and those after it name files. */
export function digestsOf(entity: Entity, path: string): readonly Digest[] {
  const stated = Object.entries(algorithms).flatMap(([algorithm, length]) => {
    const value = entity.text(algorithm)?.toLowerCase();
    return value !== undefined && value.length === length && /^[\da-f]+$/.test(value) ? [{ algorithm, value }] : [];
  });
  const name = /(?:^|\/)([\da-f]{40})$/.exec(path)?.[1];
  return name === undefined || stated.some(({ algorithm }) => algorithm === 'sha1')
    ? stated
    : [...stated, { algorithm: 'sha1', value: name }];
}
