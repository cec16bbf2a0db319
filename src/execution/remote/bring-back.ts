import { readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { makeFolder } from '../data/make-folder.ts';
import { readTail } from '../run/streams.ts';
import { below, unpack, type Member } from './unpack.ts';

/** What came of a job, on this machine. */
export interface Brought {
  /** When the first of it arrived, in milliseconds since 1970. */
  readonly since: number;
  /** What is in the output folder, with names relative to it. */
  readonly outputs: readonly Member[];
  readonly report: string;
  /** What the scheduler said, if there is one. */
  readonly scheduler: string;
}

const logs = { stdout: 'stdout.log', stderr: 'stderr.log' } as const;

/**
 * Unpacks what the program of a job delivers: its outputs into `spec.folders.outdir`, which is there, its logs into
 * `folder`. Links lead to where things are on this machine. Throws DATA_WRITE.
 */
export async function bringBack(
  stream: Readable,
  spec: JobSpec,
  folder: string,
  sourceOf: (place: string) => string | undefined,
): Promise<Brought> {
  const { outdir } = spec.folders;
  makeFolder(folder);
  const placeOf = (name: string) => (name.includes('/') || name === 'out' ? below(outdir, 'out', name) : join(folder, name));
  const { since, members } = await unpack(stream, placeOf, (path, target) => leadHere(spec, sourceOf, path, target));
  const outputs = members.flatMap((member) =>
    member.name.startsWith('out/') ? [{ ...member, name: member.name.slice(4) }] : [],
  );
  return { since, outputs, report: take(join(folder, 'report')), scheduler: take(join(folder, 'scheduler')) };
}

/** The logs of a job that is back; those that nobody wrote to are removed. */
export function keepLogs(spec: JobSpec, folder: string): Pick<Execution, 'stdoutLog' | 'stderrLog' | 'stderrTail'> {
  const found = (stream: 'stdout' | 'stderr') => {
    const path = join(folder, logs[stream]);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (spec[stream] === undefined && size > 0) return path;
    rmSync(path, { force: true });
    return undefined;
  };
  const [stdoutLog, stderrLog] = [found('stdout'), found('stderr')];
  const stderrTail = readTail(spec.stderr === undefined ? join(folder, logs.stderr) : join(spec.folders.outdir, spec.stderr));
  return { ...(stdoutLog ? { stdoutLog } : {}), ...(stderrLog ? { stderrLog } : {}), stderrTail };
}

/**
 * Where a link that the job left shall lead: inside the output folder it stays as it is, to a staged input it leads to
 * where that comes from. What is nowhere on this machine is left alone.
 */
function leadHere(
  { folders, layout, staging }: JobSpec,
  sourceOf: (place: string) => string | undefined,
  path: string,
  target: string,
): string {
  const there = resolve(dirname(layout.outdir + path.slice(folders.outdir.length)), target);
  const inside = below(folders.outdir, layout.outdir.slice(1), there.slice(1));
  if (inside !== undefined) return isAbsolute(target) ? inside : target;
  const staged = staging.find(
    (entry) => entry.kind === 'link' && (there === entry.target || there.startsWith(`${entry.target}/`)),
  );
  if (staged?.kind === 'link') return staged.source + there.slice(staged.target.length);
  return sourceOf(there) ?? target;
}

function take(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    rmSync(path);
    return text;
  } catch {
    return '';
  }
}
