import { copyFileSync, cpSync, existsSync, lstatSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { timestamp } from '../../base/clock.ts';
import { fileUri } from '../../base/uri.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Connector } from '../connector/connector.ts';
import { faultOf } from '../data/fault.ts';
import type { Brought } from './bring-back.ts';
import type { Store, Transfer } from './store.ts';
import type { Member } from './unpack.ts';

/** Where outputs came from and who wants to know. */
interface Receiver {
  readonly connector: Connector;
  readonly store: Store;
  readonly report: (transfer: Transfer) => void;
}

/** Reports what came back, remembers that the location has it, and writes back what the job was allowed to change. */
export function receiveOutputs(spec: JobSpec, { outputs, since }: Brought, { connector, store, report }: Receiver): void {
  const [here, there] = [spec.folders.outdir, spec.layout.outdir];
  const [start, end] = [timestamp(new Date(since)), timestamp()];
  for (const [name, bytes] of sizesAtTop(outputs)) {
    report({ from: connector.uriOf(join(there, name)), to: fileUri(join(here, name)), route: 'download', bytes, start, end });
  }
  const written = writeBack(spec);
  for (const { name, kind } of outputs) {
    // A folder in a folder is found by the files in it.
    if (kind === 'folder' && name.includes('/')) continue;
    if (!written.has(topOf(name))) store.adopt(join(here, name), join(there, name));
  }
}

/** Bytes of each file and folder that is directly in the output folder. */
function sizesAtTop(outputs: readonly Member[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { name, size } of outputs) sizes.set(topOf(name), (sizes.get(topOf(name)) ?? 0) + size);
  return sizes;
}

function topOf(name: string): string {
  return name.split('/')[0]!;
}

/**
 * What a job may change it changed in a copy: that takes the place of the original, and a link the place of the copy.
 * Gives the names in the output folder. Throws DATA_WRITE.
 */
function writeBack({ staging, layout, folders }: JobSpec): ReadonlySet<string> {
  const written = new Set<string>();
  for (const entry of staging) {
    if (entry.kind !== 'link' || !entry.writable || !entry.target.startsWith(`${layout.outdir}/`)) continue;
    const name = entry.target.slice(layout.outdir.length + 1);
    const copy = join(folders.outdir, name);
    if (!existsSync(copy)) continue;
    written.add(topOf(name));
    try {
      replaceContents(entry.source, copy);
      rmSync(copy, { recursive: true });
      symlinkSync(entry.source, copy);
    } catch (thrown) {
      throw faultOf('DATA_WRITE', 'write', entry.source, thrown);
    }
  }
  return written;
}

function replaceContents(original: string, copy: string): void {
  if (lstatSync(copy).isDirectory()) {
    for (const name of readdirSync(original)) rmSync(join(original, name), { recursive: true });
    cpSync(copy, original, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  } else copyFileSync(copy, original);
}
