import { messageOf, CrateRunError } from '../../base/error.ts';
import { jsonLd, type JsonLdDocument } from '../../base/rdf.ts';
import { loadContext } from '../../record/context/loader.ts';
import type { OpenCrate } from '../open/open.ts';
import type { RdfText } from './ask.ts';

/** The files in which crates have the provenance of a run, and how it is written; the first that is there is read. */
const provenanceFiles = [
  { path: 'prov.ttl', format: 'text/turtle' },
  { path: 'metadata/provenance/primary.cwlprov.ttl', format: 'text/turtle' },
  { path: 'metadata/provenance/primary.cwlprov.nt', format: 'application/n-triples' },
] as const;

/** Bytes of provenance that are read at most: that of some 100,000 jobs. */
const largest = 2 ** 28;

/** What stands for the place of a crate that does not say what it is called. */
const anyBase = 'arcp://name,crate/';

/** What can be asked of: the metadata and the provenance of a crate, in which the same things have the same IRIs. */
export interface CrateData {
  readonly texts: readonly RdfText[];
  /** What relative IRIs are relative to. */
  readonly base: string;
}

/**
 * Reads what a crate says as RDF: its metadata with the contexts that the program carries, and its provenance if it has
 * any. Throws CRATE_METADATA when the metadata is no JSON-LD, and what reading the crate throws.
 */
export async function dataOf(crate: OpenCrate): Promise<CrateData> {
  const provenance = await provenanceOf(crate);
  const base = /^@base <([^>\s]*)>/.exec(provenance?.text ?? '')?.[1] ?? anyBase;
  const texts = provenance ? [provenance] : [];
  return { base, texts: crate.standard === 'ro-crate' ? [await metadataOf(crate, base), ...texts] : texts };
}

async function provenanceOf(crate: OpenCrate): Promise<RdfText | undefined> {
  const file = provenanceFiles.find(({ path }) => crate.entries.has(path));
  return file && { text: (await crate.read(file.path, largest)).toString('utf8'), format: file.format };
}

async function metadataOf({ metadata, source }: OpenCrate, base: string): Promise<RdfText> {
  const jsonld = await jsonLd();
  try {
    const quads = await jsonld.toRDF(metadata as JsonLdDocument, { base, documentLoader, format: 'application/n-quads' });
    return { text: quads as unknown as string, format: 'application/n-quads' };
  } catch (thrown) {
    throw new CrateRunError('CRATE_METADATA', `the metadata of ${source} is no JSON-LD: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/** Of a context that the program does not carry nothing is known: the terms that only it explains are passed over. */
function documentLoader(url: string) {
  const nothing = { contextUrl: undefined, documentUrl: url, document: { '@context': {} } };
  return loadContext(url).catch(() => nothing);
}
