import { nameOfSignal } from '../../../base/signal.ts';
import type { QueueVerdict } from '../queue.ts';

/** States in which a job has ended, and what they mean when the job itself is not to blame (squeue(1), JOB STATE CODES). */
const ends: Readonly<Record<string, QueueVerdict['problem'] | 'by-itself'>> = {
  COMPLETED: 'by-itself',
  FAILED: 'by-itself',
  CANCELLED: 'cancelled',
  TIMEOUT: 'time-limit',
  DEADLINE: 'time-limit',
  OUT_OF_MEMORY: 'out-of-memory',
  NODE_FAIL: 'lost',
  BOOT_FAIL: 'lost',
  LAUNCH_FAILED: 'lost',
  RECONFIG_FAIL: 'lost',
  PREEMPTED: 'lost',
  REVOKED: 'lost',
};

/** Whether a job in this state has ended; `CANCELLED by 0` and `CANCELLED+` are `CANCELLED`. */
export function endOf(state: string): 'by-itself' | 'prevented' | undefined {
  const meaning = ends[nameOf(state)];
  return meaning === undefined || meaning === 'by-itself' ? meaning : 'prevented';
}

/**
 * What `scontrol show job` or `tellBySacct` says of a job. A job whose state nobody remembers ended as its program says.
 * Values have no blanks but for those that we do not read.
 */
export function readVerdict(id: string, told: string): QueueVerdict {
  const value = (name: string) => {
    const found = new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(told)?.[1];
    return found === undefined || /^(?:\(null\)|Unknown|N\/A|None.*)$/.test(found) ? undefined : found;
  };
  const state = value('JobState') ?? 'UNKNOWN';
  const meaning = ends[nameOf(state)];
  const [queue, nodes] = [value('Partition'), value('NodeList')];
  const [submitted, started, ended] = [value('SubmitTime'), value('StartTime'), value('EndTime')].map(utc);
  const signal = nameOfSignal(Number(/:(\d+)/.exec(value('ExitCode') ?? '')?.[1] ?? 0));
  return {
    state,
    record: {
      name: 'slurm',
      id,
      ...(queue === undefined ? {} : { queue }),
      ...(nodes === undefined ? {} : { nodes }),
      ...(submitted === undefined ? {} : { submitted }),
      ...(started === undefined || nodes === undefined ? {} : { started }),
      ...(ended === undefined || meaning === undefined ? {} : { ended }),
    },
    ...(meaning === undefined || meaning === 'by-itself' ? {} : { problem: meaning }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function nameOf(state: string): string {
  return /^\w+/.exec(state)?.[0] ?? '';
}

/** Slurm is asked for UTC and writes no offset. */
function utc(time: string | undefined): string | undefined {
  return time === undefined ? undefined : `${time}.000+00:00`;
}
