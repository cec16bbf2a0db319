import { quote } from '../../../base/shell.ts';
import { showOption } from '../kind.ts';
import type { QueueVerdict } from '../queue.ts';
import type { QueueDialect, Submission } from '../queue/dialect.ts';
import { toRecord } from '../queue/utc.ts';

/** Time that the job needs beside its own command, in seconds. */
const spare = 60;

/** HyperQueue, by `hq`. Its server and its workers are there already. */
export const hyperqueue: QueueDialect = {
  name: 'hyperqueue',
  mark: '#HQ',
  submit(submission) {
    const { shell, script, log } = submission;
    const own = ['--stdout=none', '--stderr=none', '--crash-limit=1', ...submitOptions(submission)].map(quote).join(' ');
    const start = quote('exec "$0" "$1" >"$2" 2>&1');
    return `hq --output-mode=quiet submit ${own} -- sh -c ${start} ${[shell, script, log].map(quote).join(' ')}`;
  },
  idOf: (printed) => /^\d+$/.exec(printed.trim())?.[0],
  states: `listed=$(hq --output-mode=quiet job list --all) || exit
printf '%s\\n' "$listed" | sed 's/^/state /'`,
  endOf(state) {
    if (state === 'CANCELED') return 'prevented';
    return state === 'FINISHED' || state === 'FAILED' ? 'by-itself' : undefined;
  },
  cancel: 'hq job cancel',
  tell: (id) => `hq --output-mode=json job info ${id} 2>/dev/null`,
  judge: readVerdict,
};

/** Memory is not asked for: workers need not say how much they have. */
function submitOptions({ options, request }: Submission): readonly string[] {
  const { cpus, jobName, timeLimit, resources = {}, ...more } = options;
  const { name, cores } = request;
  const seconds = request.timeLimit === undefined ? undefined : `${Math.ceil(request.timeLimit) + spare}s`;
  const limit = timeLimit ?? seconds;
  return [
    `--name=${showOption(jobName ?? name)}`,
    `--cpus=${showOption(cpus ?? Math.max(1, Math.ceil(cores)))}`,
    ...(limit === undefined ? [] : [`--time-limit=${showOption(limit)}`]),
    ...Object.entries(resources as object).map(([key, value]) => `--resource=${key}=${showOption(value as string)}`),
    ...(['pin', 'priority', 'timeRequest'] as const).flatMap((key) => {
      const value = more[key];
      return value === undefined ? [] : [`--${key === 'timeRequest' ? 'time-request' : key}=${showOption(value)}`];
    }),
  ];
}

/** One job as `hq job info` tells it; what it says differs from release to release. */
interface Told {
  readonly submitted_at?: string;
  readonly started_at?: string;
  readonly finished_at?: string;
  readonly tasks?: readonly {
    readonly state?: string;
    readonly started_at?: string;
    readonly finished_at?: string;
    readonly worker?: number;
    readonly error?: string;
  }[];
}

function readVerdict(id: string, told: string): QueueVerdict {
  const job = parse(told);
  const task = job?.tasks?.[0];
  const { state = 'UNKNOWN', error = '', worker } = task ?? {};
  // The job's own start is when it was handed in.
  const [submitted, started, ended] = [job?.submitted_at ?? job?.started_at, task?.started_at, task?.finished_at].map(time);
  const problem = problemOf(state, error);
  return {
    state: error === '' ? state : error,
    record: {
      ...{ name: 'hyperqueue', id },
      ...(worker === undefined ? {} : { nodes: `worker ${worker}` }),
      ...(submitted === undefined ? {} : { submitted }),
      ...(started === undefined ? {} : { started }),
      ...(ended === undefined ? {} : { ended }),
    },
    ...(problem === undefined ? {} : { problem }),
  };
}

function problemOf(state: string, error: string): QueueVerdict['problem'] {
  if (state === 'canceled') return 'cancelled';
  if (state !== 'failed') return undefined;
  if (/time limit/i.test(error)) return 'time-limit';
  return /worker|crash/i.test(error) ? 'lost' : undefined;
}

function parse(told: string): Told | undefined {
  try {
    return (JSON.parse(told) as readonly Told[])[0];
  } catch {
    return undefined;
  }
}

function time(text: string | undefined): string | undefined {
  const found = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(found) ? undefined : toRecord(found);
}
