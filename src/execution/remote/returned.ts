import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { makeFolder } from '../data/make-folder.ts';
import { readTail } from '../run/streams.ts';
import { unpack } from '../site/unpack.ts';

/** What a job sends back: texts about it. Its logs are in the folder for them. */
export interface Returned {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly report: string;
  /** What is in its output folder. */
  readonly survey: string;
  /** What the scheduler said, if there is one. */
  readonly scheduler: string;
  /** Description of the machine that ran it, if that was to be told. */
  readonly host: string;
  /** The end of a stderr that went to a file of the job. */
  readonly stderrTail: string;
}

const logs = { stdout: 'stdout.log', stderr: 'stderr.log' } as const;

/** Unpacks what the program of a job delivers: its logs stay in `folder`. Throws DATA_WRITE. */
export async function receive(stream: Readable, folder: string): Promise<Returned> {
  makeFolder(folder);
  await unpack(
    stream,
    (name) => (name.includes('/') ? undefined : join(folder, name)),
    (_, target) => target,
  );
  const at = Date.now();
  const [report, survey, scheduler, host, stderrTail] = ['report', 'survey', 'scheduler', 'host', 'stderr.tail'].map((name) =>
    take(join(folder, name)),
  ) as [string, string, string, string, string];
  return { at, report, survey, scheduler, host, stderrTail };
}

/** The logs of a job that is back; those that nobody wrote to are removed. */
export function keepLogs(spec: JobSpec, folder: string, tail: string): Pick<Execution, 'stdoutLog' | 'stderrLog' | 'stderrTail'> {
  const found = (stream: 'stdout' | 'stderr') => {
    const path = join(folder, logs[stream]);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (spec[stream] === undefined && size > 0) return path;
    rmSync(path, { force: true });
    return undefined;
  };
  const [stdoutLog, stderrLog] = [found('stdout'), found('stderr')];
  const stderrTail = stderrLog === undefined ? tail : readTail(stderrLog);
  return { ...(stdoutLog ? { stdoutLog } : {}), ...(stderrLog ? { stderrLog } : {}), stderrTail };
}

/** The text of a file that nobody needs after that; empty when it is not there. */
function take(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    rmSync(path);
    return text;
  } catch {
    return '';
  }
}
