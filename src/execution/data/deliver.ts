import { constants, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { timestamp } from '../../base/clock.ts';
import { fileUri } from '../../base/uri.ts';
import { faultOf, systemCode } from './fault.ts';
import { isWithin } from './listing.ts';
import { planDelivery, type Delivery } from './plan-delivery.ts';

/** Bytes that moved; as the log tells it. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly route: 'move' | 'copy' | 'write';
  readonly bytes: number;
  readonly start: string;
  readonly end: string;
}

/**
 * Puts the files of an output object into `outdir`, and gives the object with their new locations, each Directory with
 * its whole listing. Files below `runFolder` that nothing else needs are moved, others copied. A file appears under its
 * name only when it is whole. Throws DATA_WRITE, DATA_NOT_FOUND.
 */
export async function deliver<T>(
  value: T,
  outdir: string,
  runFolder: string,
): Promise<{ readonly value: T; readonly transfers: readonly Transfer[] }> {
  makeFolder(outdir);
  const home = realpathSync.native(runFolder);
  const plan = planDelivery(value, realpathSync.native(outdir));
  const transfers: Transfer[] = [];
  const uses = countUses(plan.deliveries);
  for (const delivery of plan.deliveries) {
    if (delivery.kind === 'folder') {
      makeFolder(delivery.to);
      continue;
    }
    const start = timestamp();
    const done = delivery.kind === 'write' ? writeWhole(delivery) : await bring(delivery, home, uses);
    if (done) transfers.push({ ...done, to: fileUri(delivery.to), start, end: timestamp() });
  }
  return { value: plan.value as T, transfers };
}

type FileDelivery = Extract<Delivery, { kind: 'file' }>;
type WriteDelivery = Extract<Delivery, { kind: 'write' }>;
type Done = Pick<Transfer, 'from' | 'route' | 'bytes'>;

/** How many deliveries still need each source; links to a file count as the file. */
function countUses(deliveries: readonly Delivery[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const delivery of deliveries) {
    if (delivery.kind !== 'file') continue;
    const real = sourceOf(delivery);
    uses.set(real, (uses.get(real) ?? 0) + 1);
  }
  return uses;
}

function sourceOf({ from }: FileDelivery): string {
  try {
    return realpathSync.native(from);
  } catch (thrown) {
    throw faultOf('DATA_NOT_FOUND', 'read', from, thrown);
  }
}

/** Undefined when the file is already where it should be. */
async function bring(delivery: FileDelivery, home: string, uses: Map<string, number>): Promise<Done | undefined> {
  const { from, to } = delivery;
  const real = sourceOf(delivery);
  if (real === to) return undefined;
  const left = uses.get(real)! - 1;
  uses.set(real, left);
  try {
    const { size, nlink } = statSync(real);
    const isMovable = left === 0 && nlink === 1 && isWithin(real, home);
    const route = isMovable && tryRename(real, to) ? 'move' : 'copy';
    if (route === 'copy') await copyWhole(real, to);
    return { from: fileUri(from), route, bytes: size };
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'write', to, thrown);
  }
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (thrown) {
    // Another file system, or a folder that the job has locked: the bytes have to be copied.
    if (['EXDEV', 'EACCES', 'EPERM'].includes(systemCode(thrown) ?? '')) return false;
    throw thrown;
  }
}

async function copyWhole(from: string, to: string): Promise<void> {
  const part = partOf(to);
  try {
    await copyFile(from, part, constants.COPYFILE_FICLONE);
    renameSync(part, to);
  } catch (thrown) {
    rmSync(part, { force: true });
    throw thrown;
  }
}

function writeWhole({ to, contents }: WriteDelivery): Done {
  const part = partOf(to);
  try {
    writeFileSync(part, contents);
    renameSync(part, to);
    return { from: fileUri(to), route: 'write', bytes: Buffer.byteLength(contents) };
  } catch (thrown) {
    rmSync(part, { force: true });
    throw faultOf('DATA_WRITE', 'write', to, thrown);
  }
}

/** Where a file grows before it gets its name. */
function partOf(path: string): string {
  return join(dirname(path), `.${process.pid}-${basename(path).slice(0, 60)}.part`);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'make folder', path, thrown);
  }
}
