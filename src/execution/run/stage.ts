import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StagingEntry } from '../../job/jobspec.ts';
import { faultOf, systemCode } from '../data/fault.ts';
import { copyTree } from './copy.ts';

/** Puts in place what a job needs, in order, with the folders above. Throws DATA_WRITE. */
export async function stage(entries: readonly StagingEntry[]): Promise<void> {
  for (const entry of entries) {
    try {
      try {
        await put(entry);
      } catch (thrown) {
        if (systemCode(thrown) !== 'ENOENT') throw thrown;
        mkdirSync(dirname(entry.target), { recursive: true });
        await put(entry);
      }
    } catch (thrown) {
      throw faultOf('DATA_WRITE', 'stage', entry.target, thrown);
    }
  }
}

function put(entry: StagingEntry): void | Promise<void> {
  switch (entry.kind) {
    case 'link': {
      symlinkSync(entry.source, entry.target);
      return;
    }
    case 'copy':
      return copyTree(entry.source, entry.target);
    case 'write': {
      writeFileSync(entry.target, entry.contents, { flag: 'wx' });
      return;
    }
    case 'folder':
      mkdirSync(entry.target, { recursive: true });
  }
}
