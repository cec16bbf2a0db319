import { fileURLToPath, pathToFileURL } from 'node:url';

/** The `file:` URI of an absolute path; characters with a meaning in URIs are encoded. */
export function fileUri(path: string): string {
  return /^[\w./-]+$/.test(path) ? `file://${path}` : pathToFileURL(path).href;
}

/** The path that a `file:` URI names; undefined for every other kind of URI. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  return /^file:\/\/\/[\w./-]*$/.test(uri) ? uri.slice('file://'.length) : fileURLToPath(uri);
}

/** Text with its percent-encoded characters decoded; text that is not encoded well stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
