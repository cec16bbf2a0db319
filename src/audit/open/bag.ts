import { decoded } from '../../base/uri.ts';
import type { Content } from './content.ts';
import { limits } from './limits.ts';
import { readWhole } from './read-whole.ts';

/** A digest that is written down somewhere: the algorithm as node names it, and the value in lower-case hexadecimal. */
export interface Digest {
  readonly algorithm: string;
  readonly value: string;
}

/** Every digest that the manifests of the BagIt bag below a folder state, by path. */
export async function manifests(content: Content, bag: string): Promise<ReadonlyMap<string, readonly Digest[]>> {
  const stated = new Map<string, Digest[]>();
  for (const path of content.entries.keys()) {
    const algorithm = path.startsWith(bag) ? manifestAlgorithm(path.slice(bag.length)) : undefined;
    if (algorithm === undefined) continue;
    for (const [file, value] of readManifest((await readWhole(content, path, limits.metadata)).toString('utf8'))) {
      const others = stated.get(bag + file) ?? [];
      stated.set(bag + file, [...others, { algorithm, value }]);
    }
  }
  return stated;
}

/** The algorithm of a manifest, when it can be computed here. */
function manifestAlgorithm(name: string): string | undefined {
  return /^manifest-(md5|sha1|sha256|sha384|sha512)\.txt$/.exec(name)?.[1];
}

/** The lines of a manifest: the value and the path (RFC 8493 §2.1.3). Lines that are none are passed over. */
function readManifest(text: string): readonly (readonly [path: string, value: string])[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => /^([0-9a-f]+)[ \t]+\*?(.+)$/i.exec(line));
  return lines.filter((line) => line !== null).map(([, value = '', path = '']) => [decoded(path), value.toLowerCase()]);
}
