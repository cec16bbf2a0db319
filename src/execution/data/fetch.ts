import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, renameSync, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CrateRunError, messageOf } from '../../base/error.ts';
import { decoded } from '../../base/uri.ts';
import { startDigest, type Digest } from './digest.ts';
import { faultOf, systemCode } from './fault.ts';

/** A remote file, and where its copy is. */
export interface Fetched extends Digest {
  readonly path: string;
}

/**
 * Downloads an http or https URL below `folder`, following redirects; the copy keeps the last name of the URL and
 * appears under it only when it is whole. The digest is computed while the bytes pass. Throws DATA_FETCH, DATA_WRITE.
 */
export async function fetchFile(url: string, folder: string, signal: AbortSignal): Promise<Fetched> {
  const body = await request(url, signal);
  const own = join(folder, createHash('sha1').update(url).digest('hex').slice(0, 12));
  const path = join(own, nameIn(url));
  const part = join(own, '.part');
  const digest = startDigest();
  let target: WriteStream | undefined;
  try {
    mkdirSync(own, { recursive: true });
    target = createWriteStream(part);
    const source = Readable.fromWeb(body).on('data', (chunk: Buffer) => digest.update(chunk));
    await pipeline(source, target, { signal });
    renameSync(part, path);
  } catch (thrown) {
    // A file that is only being opened would appear after it was removed.
    if (target && !target.closed) await once(target, 'close').catch(() => undefined);
    rmSync(part, { force: true });
    const isDisk = /^E(NOSPC|ACCES|PERM|ROFS|DQUOT|NOTDIR|IO|EXIST)$/.test(systemCode(thrown) ?? '');
    throw isDisk ? faultOf('DATA_WRITE', 'write', path, thrown) : failed(url, thrown, signal);
  }
  return { path, ...digest.end() };
}

async function request(url: string, signal: AbortSignal) {
  let response;
  try {
    response = await fetch(url, { signal });
  } catch (thrown) {
    throw failed(url, thrown, signal);
  }
  if (response.ok && response.body) return response.body;
  throw new CrateRunError('DATA_FETCH', `${url}: the server answered ${response.status} ${response.statusText}`.trimEnd());
}

/** What went wrong is in the cause; `fetch` itself only says that it failed. */
function failed(url: string, thrown: unknown, signal: AbortSignal): CrateRunError {
  if (signal.aborted) return new CrateRunError('RUN_CANCELLED', `the download of ${url} was cancelled`, { cause: thrown });
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  return new CrateRunError('DATA_FETCH', `${url}: ${messageOf(cause) || (systemCode(cause) ?? 'no connection')}`, {
    cause: thrown,
  });
}

function nameIn(url: string): string {
  const name = decoded(new URL(url).pathname.split('/').pop() ?? '');
  return name === '' || name === '.' || name === '..' || name.includes('/') ? 'download' : name;
}
