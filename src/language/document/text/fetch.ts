import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { CrateRunError, messageOf } from '../../../base/error.ts';
import type { Span } from '../../../base/span.ts';
import { didYouMean } from '../../../base/suggest.ts';
import { pathOfUri } from '../../../base/uri.ts';

export type FetchText = (url: string) => Promise<string>;

const slowestAnswer = 30_000;

/** The text at a `file:` or `http(s):` URI. Throws DOC_NOT_FOUND, or DOC_SYNTAX for bytes that are not UTF-8. */
export async function readText(
  uri: string,
  from: { fetchText?: FetchText | undefined; span?: Span | undefined } = {},
): Promise<string> {
  const where = from.span ? { span: from.span } : {};
  try {
    if (/^https?:/.test(uri)) return await (from.fetchText ?? fetchOverHttp)(uri);
    const path = pathOfUri(uri);
    if (path === undefined) throw new Error('only file: and http(s): can be read');
    if (!(await stat(path)).isFile()) throw new Error('it is not a file');
    return decode(await readFile(path));
  } catch (thrown) {
    if (thrown instanceof TypeError && 'code' in thrown && thrown.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new CrateRunError('DOC_SYNTAX', `${shown(uri)} is not UTF-8 text`, where);
    }
    throw new CrateRunError('DOC_NOT_FOUND', `cannot read ${shown(uri)}: ${await reason(thrown, uri)}`, {
      ...where,
      cause: thrown,
    });
  }
}

async function fetchOverHttp(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(slowestAnswer) });
  if (!answer.ok) throw new Error(`the server answered ${answer.status} ${answer.statusText}`.trim());
  return decode(new Uint8Array(await answer.arrayBuffer()));
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** Paths are shown as people write them: relative when they lie below the working folder. */
function shown(uri: string): string {
  const path = pathOfUri(uri);
  if (path === undefined) return uri;
  const near = relative('.', path);
  return near === '' || near.startsWith('..') ? path : near;
}

async function reason(thrown: unknown, uri: string): Promise<string> {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `no such file${await nearby(pathOfUri(uri)!)}`;
  if (code === 'EACCES') return 'permission denied';
  const cause = thrown instanceof Error && thrown.cause !== undefined ? ` (${messageOf(thrown.cause)})` : '';
  return messageOf(thrown) + cause;
}

/** A file in the same folder whose name is nearly the same. */
async function nearby(path: string): Promise<string> {
  const names = await readdir(dirname(path)).catch(() => []);
  return didYouMean(basename(path), names);
}
