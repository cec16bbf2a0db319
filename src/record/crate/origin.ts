import type { Process } from '../../language/model/process.ts';
import { nameOf, pathToIri } from '../iri.ts';
import { declaredText } from './declared.ts';
import type { Draft } from './draft.ts';
import { ref, type Reference } from './graph.ts';

/**
 * Name, home and version of a process. A document without a home on the web has one in the crate: the copy of its file.
 * A document without a version is told apart from its other versions by its digest.
 */
export function originOf(
  draft: Draft,
  process: Process,
): { readonly name: string; readonly url: string | Reference; readonly version: string } {
  const source = draft.sources.get(process.document.replace(/#.*$/, ''));
  const home = declaredText(process.extensions, 'url') ?? declaredText(process.extensions, 'codeRepository');
  const web = /^https?:/.test(process.document) ? process.document : undefined;
  return {
    name: process.label ?? (process.id === '#main' ? nameOf(process.document) : process.id.slice(1)),
    url: home ?? web ?? ref(source ? sourceIri(source) : 'packed.cwl'),
    version:
      declaredText(process.extensions, 'version') ??
      declaredText(process.extensions, 'softwareVersion') ??
      (source ? `sha256:${source.sha256.slice(0, 12)}` : draft.ledger.run.run),
  };
}

/** Where the copy of an original document is in the crate. */
export function sourceIri(source: { readonly path: string }): string {
  return pathToIri(`workflow/${source.path}`);
}
