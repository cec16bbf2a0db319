import { closeSync, constants, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { faultOf, systemCode } from '../data/fault.ts';
import type { Kit } from './kit.ts';

const tailBytes = 2048;

/** The files that the three streams of a job are connected to; they exist. Without `stdin` there is nothing to read. */
export interface StreamPaths {
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Chooses and makes the files: those that the job names, or spare ones. Throws DATA_NOT_FOUND, DATA_WRITE. */
export function connectStreams(spec: JobSpec, kit: Kit): StreamPaths {
  const { outdir } = spec.folders;
  const [stdout, stderr] = (['stdout', 'stderr'] as const).map((stream) => {
    const name = spec[stream];
    return name === undefined ? kit[stream] : makeOutput(join(outdir, name));
  }) as [string, string];
  if (spec.stdin === undefined) return { stdout, stderr };
  if (!statSync(spec.stdin, { throwIfNoEntry: false })) {
    throw faultOf('DATA_NOT_FOUND', 'read', spec.stdin, new Error('no such file'));
  }
  return { stdin: spec.stdin, stdout, stderr };
}

/** Moves spare files that were written to into the folder of the job, and reads the end of stderr. Throws DATA_WRITE. */
export function keepLogs(
  { stdout, stderr }: StreamPaths,
  kit: Kit,
  folder: string,
): Pick<Execution, 'stdoutLog' | 'stderrLog' | 'stderrTail'> {
  const stderrTail = readTail(stderr);
  const stdoutLog = stdout === kit.stdout ? keepLog(stdout, join(folder, 'stdout.log')) : undefined;
  const stderrLog = stderr === kit.stderr ? keepLog(stderr, join(folder, 'stderr.log')) : undefined;
  return { ...(stdoutLog ? { stdoutLog } : {}), ...(stderrLog ? { stderrLog } : {}), stderrTail };
}

/** Never writes through a link: a staged input of the same name makes way, and stays as it is where it comes from. */
function makeOutput(path: string): string {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
  const make = () => closeSync(openSync(path, flags));
  try {
    try {
      make();
    } catch (thrown) {
      const code = systemCode(thrown);
      if (code === 'ELOOP') unlinkSync(path);
      else if (code === 'ENOENT') mkdirSync(dirname(path), { recursive: true });
      else throw thrown;
      make();
    }
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'write', path, thrown);
  }
  return path;
}

function keepLog(spare: string, path: string): string | undefined {
  if (statSync(spare).size === 0) return undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    renameSync(spare, path);
    return path;
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'write', path, thrown);
  }
}

/** The last 2 KiB of a file as text: whole characters only; nothing when it is not there. */
export function readTail(path: string): string {
  if (!((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0)) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    const length = readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8', 0, length).replace(/^\uFFFD+/, '');
  } finally {
    closeSync(file);
  }
}
