import { resolve } from 'node:path';
import { fileUri } from '../base/uri.ts';
import { readText } from '../language/document/text/fetch.ts';
import { readTopology, type ReadTopology } from '../topology/read.ts';
import { learnConnectors } from './connector-packages.ts';

/** Reads the file of StreamFlow at a path or URL. Throws DOC_* and TOPOLOGY_INVALID. */
export async function openTopology(reference: string): Promise<ReadTopology> {
  const uri = /^[a-z][a-z0-9+.-]+:\/\//i.test(reference) ? reference : fileUri(resolve(reference));
  return readTopology(await readText(uri), uri, learnConnectors);
}
