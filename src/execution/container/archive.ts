import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { faultOf } from '../data/fault.ts';
import { fetchFile } from '../data/fetch.ts';

/** Where to fetch an archive to, and when to stop. */
interface Place {
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** Uses an archive, which is fetched first when it is named by a URL. Throws DATA_NOT_FOUND, DATA_FETCH. */
export async function withArchive(
  archive: string,
  { scratch, signal }: Place,
  use: (path: string) => Promise<unknown>,
): Promise<void> {
  if (!/^https?:\/\//.test(archive)) {
    if (!statSync(archive, { throwIfNoEntry: false })?.isFile()) {
      throw faultOf('DATA_NOT_FOUND', 'read', archive, new Error('no such file'));
    }
    await use(archive);
    return;
  }
  const folder = mkdtempSync(join(scratch, '.image-'));
  try {
    await use((await fetchFile(archive, folder, signal)).path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
