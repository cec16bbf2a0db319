import { timestamp } from '../../base/clock.ts';
import { nameOfSignal } from '../../base/signal.ts';
import type { Execution, Usage } from '../../job/outcome.ts';

/** What the program of a job wrote down, times in milliseconds of the clock there. */
export interface Report {
  readonly started: number;
  readonly ended?: number;
  /** When the report left, by the same clock. */
  readonly sent: number;
  readonly code?: number;
  readonly usage?: string;
  /** `fault`: the job could not be set up, and `fault` says why. */
  readonly why?: 'fault' | 'not-started' | 'time-limit' | 'cancelled';
  readonly fault?: string;
}

/** Reads `name=value` lines; the last one of a name counts. Undefined when it is not whole. */
export function parseReport(text: string): Report | undefined {
  const lines = new Map(text.split('\n').map((line) => [line.split('=', 1)[0]!, line.slice(line.indexOf('=') + 1)]));
  const time = (name: string) => (lines.has(name) ? milliseconds(lines.get(name)!) : undefined);
  const [started, ended, sent, code] = [time('started'), time('ended'), time('sent'), lines.get('code')];
  const [usage, why, fault] = ['usage', 'why', 'fault'].map((name) => lines.get(name));
  if (started === undefined || sent === undefined || (code === undefined && why === undefined)) return undefined;
  return {
    started,
    sent,
    ...(ended === undefined ? {} : { ended }),
    ...(code === undefined ? {} : { code: Number(code) }),
    ...(usage === undefined ? {} : { usage }),
    ...(why === undefined ? {} : { why: why as NonNullable<Report['why']> }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** Systems whose `date` knows no parts of a second print something else after the dot. */
function milliseconds(text: string): number {
  return Math.floor(Number(/^\d+(\.\d+)?/.exec(text)?.[0] ?? 'NaN') * 1000);
}

/** Times by the clock here: `received` is when the report arrived, so that nothing ends after it was known to have ended. */
export function timesOf({ started, ended, sent }: Report, received: number): Pick<Execution, 'startedAt' | 'endedAt'> {
  const here = (time: number) => timestamp(new Date(received - Math.max(sent - time, 0)));
  return { startedAt: here(started), endedAt: here(ended ?? sent) };
}

/**
 * How the command ended. A shell says 128 + signal for a command that died of one. GNU time does, too, but notes exit
 * status 0 then, which a command that exits by itself with such a code cannot bring about.
 */
export function endingOf({ code, usage: line }: Report): Pick<Execution, 'exitCode' | 'signal' | 'usage'> {
  if (code === undefined) return {};
  const [status, user, system, memory] = (line ?? '').split(' ').map(Number);
  const isCounted = memory !== undefined && !Number.isNaN(memory);
  const usage: Usage | undefined = isCounted
    ? { measured: 'counted', cpuSeconds: (100 * user! + 100 * system!) / 100, peakMemoryKiB: memory }
    : undefined;
  const signal = code > 128 && !(isCounted && status !== 0) ? nameOfSignal(code - 128) : undefined;
  return { ...(signal === undefined ? { exitCode: code } : { signal }), ...(usage ? { usage } : {}) };
}
