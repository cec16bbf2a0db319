import { dirname, resolve } from 'node:path';
import { fileUri, pathOfUri } from '../../../base/uri.ts';

/** A document and the part of it that is meant. */
export interface Reference {
  /** Absolute URI without fragment. */
  readonly document: string;
  readonly fragment?: string;
}

/** Resolves a link inside a document (`#x`, `tool.cwl`, `../lib/tool.cwl#x`, `https://…`) against the URI of that document. */
export function resolveReference(link: string, document: string): Reference {
  const hash = link.indexOf('#');
  const target = hash < 0 ? link : link.slice(0, hash);
  const fragment = hash < 0 ? {} : { fragment: link.slice(hash + 1) };
  return { document: target === '' ? document : absolute(target, document), ...fragment };
}

/** The URI that a File's `location` names. An IRI without scheme is relative to `base`; `#` and `?` in it belong to the name. */
export function resolveLocation(location: string, base: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location) && !location.startsWith('file:')) return location;
  // Plain names, by far the most common, need no URL parser.
  if (base.startsWith('file:') && /^\w[\w-]*(?:[./]\w[\w-]*)*$/.test(location))
    return base.slice(0, base.lastIndexOf('/') + 1) + location;
  return absolute(base.startsWith('file:') ? location.replaceAll('#', '%23').replaceAll('?', '%3F') : location, base);
}

/** The URI of a `path`, which is plain text: nothing in it is decoded. A path in a remote document is relative to its URL. */
export function resolvePath(path: string, base: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return resolveLocation(path, base);
  const document = pathOfUri(base);
  if (document !== undefined) return fileUri(resolve(dirname(document), path));
  return absolute(path.split('/').map(encodeURIComponent).join('/'), base);
}

/** The last part of a URI's path, still encoded. */
export function baseOf(uri: string): string {
  const path = uri.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1) || 'document';
}

/** One spelling for each file, however its IRI was written. */
function absolute(iri: string, base: string): string {
  // A stray percent sign would be kept as it is and break the URI later.
  const safe = iri.replace(/%(?![0-9a-f]{2})/gi, '%25');
  if (!URL.canParse(safe, base)) return safe;
  const uri = new URL(safe, base).href;
  return uri.startsWith('file:///') && !/%2f|%00/i.test(uri) ? fileUri(pathOfUri(uri)!) : uri;
}
