import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CrateFile } from './crate/draft.ts';
import type { Entity } from './crate/graph.ts';
import { pathToIri } from './iri.ts';

/**
 * Adds size and digests to the entities of those files that do not tell all of them yet: what the engine wrote itself, and
 * what the log knows by one digest only. Bytes are read as they pass. A file that cannot be read stays as it is: writing
 * the crate says so.
 */
export async function seal(graph: readonly Entity[], files: readonly CrateFile[]): Promise<void> {
  const entities = new Map(graph.map((entity) => [entity['@id'], entity]));
  for (const { path, from } of files) {
    const entity = entities.get(pathToIri(path));
    if (!entity || path.endsWith('/') || (entity['sha256'] !== undefined && entity['sha1'] !== undefined)) continue;
    try {
      Object.assign(entity, await factsOf(from));
    } catch {
      continue;
    }
  }
}

async function factsOf(from: CrateFile['from']): Promise<Record<string, string>> {
  const digests = [createHash('sha256'), createHash('sha1')] as const;
  let size = 0;
  for await (const chunk of typeof from === 'string' ? createReadStream(fileURLToPath(from)) : [Buffer.from(from.text)]) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    for (const digest of digests) digest.update(bytes);
  }
  const [sha256, sha1] = digests.map((digest) => digest.digest('hex'));
  return { contentSize: String(size), sha256: sha256!, sha1: sha1! };
}
