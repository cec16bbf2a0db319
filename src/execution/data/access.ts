import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync, type Stats } from 'node:fs';
import { byCodePoint } from '../../base/order.ts';
import type { FileAccess } from '../../job/folder.ts';
import { faultOf } from './fault.ts';
import { realPathOf } from './listing.ts';

/** The files of this machine. Throws DATA_NOT_FOUND when something that should be there cannot be read. */
export const localFiles: FileAccess = {
  stat(path) {
    try {
      const found = statSync(path, { throwIfNoEntry: false });
      return found && { kind: kindOf(path, found), size: found.isFile() ? found.size : 0 };
    } catch {
      return undefined;
    }
  },
  read(path, limit) {
    try {
      return limit === Infinity ? readFileSync(path, 'utf8') : readStart(path, limit);
    } catch (thrown) {
      throw faultOf('DATA_NOT_FOUND', 'read', path, thrown);
    }
  },
  sha1(path) {
    try {
      return sha1Of(path);
    } catch (thrown) {
      throw faultOf('DATA_NOT_FOUND', 'read', path, thrown);
    }
  },
  names(path) {
    try {
      return readdirSync(path).sort(byCodePoint);
    } catch (thrown) {
      throw faultOf('DATA_NOT_FOUND', 'list', path, thrown);
    }
  },
  realPath: realPathOf,
};

/** The one device that can be read to its end stands for an empty file. */
function kindOf(path: string, found: Stats): 'file' | 'directory' | 'device' {
  if (found.isDirectory()) return 'directory';
  return found.isFile() || realPathOf(path) === '/dev/null' ? 'file' : 'device';
}

function sha1Of(path: string): string {
  const hash = createHash('sha1');
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) hash.update(buffer.subarray(0, count));
    return hash.digest('hex');
  } finally {
    closeSync(file);
  }
}

/** A character cut in half by the limit is left out. */
function readStart(path: string, limit: number): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(limit);
    let length = 0;
    for (let count = -1; count !== 0 && length < limit; length += count)
      count = readSync(file, buffer, length, limit - length, null);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(buffer.subarray(0, length), { stream: length === limit });
  } finally {
    closeSync(file);
  }
}
