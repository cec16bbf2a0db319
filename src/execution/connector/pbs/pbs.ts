import { quote } from '../../../base/shell.ts';
import { nameOfSignal } from '../../../base/signal.ts';
import type { QueueVerdict } from '../queue.ts';
import type { QueueDialect } from '../queue/dialect.ts';
import { fromCtime } from '../queue/utc.ts';
import { qsubOptions } from './options.ts';

/** PBS: OpenPBS and PBS Professional. Where no history is kept (`job_history_enable`) a job that has ended is not known any more. */
export const pbs: QueueDialect = {
  name: 'pbs',
  mark: '#PBS',
  arrays: {
    most: 1000,
    variable: 'PBS_ARRAY_INDEX',
    pattern: '^array_index^',
    taskId: (id, task) => id.replace('[]', `[${task}]`),
  },
  submit(submission) {
    const { script, log, tasks } = submission;
    const own = ['-j', 'oe', '-o', log, ...(tasks === undefined ? [] : ['-J', `1-${tasks}`])];
    return ['qsub', ...own.map(quote), ...qsubOptions(submission), quote(script)].join(' ');
  },
  idOf: (printed) => /^\d+(?:\[\])?(?:\.[\w.-]+)?$/.exec(printed.trim())?.[0],
  // Ids of arrays have brackets, which are no patterns.
  states: `qstat -B >/dev/null || exit
set -f
qstat -x -f -t $jobs 2>/dev/null | awk '
  function flush() { if (id != "") print "state", id, state (code == "" ? "" : ":" code); id = state = code = "" }
  /^Job Id: / { flush(); id = $3 }
  /^ +job_state = / { state = $3 }
  /^ +Exit_status = / { code = $3 }
  END { flush() }'`,
  endOf(state) {
    const [, code] = /^[FXC](?::(-?\d+))?$/.exec(state) ?? [undefined, undefined];
    if (!/^[FXC]/.test(state)) return undefined;
    return code === undefined || meaningOf(Number(code)) === undefined ? 'by-itself' : 'prevented';
  },
  cancel: 'qdel',
  tell: (id) => `TZ=UTC0 qstat -x -f ${quote(id)} 2>/dev/null`,
  judge: readVerdict,
};

/** What the exit status of a job means when the job itself is not to blame: a signal counts from 256, faults of PBS are negative. */
function meaningOf(code: number): QueueVerdict['problem'] {
  if (code >= 256) return 'cancelled';
  if (code === -26 || code === -27) return 'out-of-memory';
  if (code === -28 || code === -29) return 'time-limit';
  return code < 0 ? 'lost' : undefined;
}

function readVerdict(id: string, told: string): QueueVerdict {
  // Long lines are folded.
  const text = told.replace(/\n\t/g, '');
  const value = (name: string) => new RegExp(`^ +${name} = (.*)$`, 'm').exec(text)?.[1]?.trim();
  const [state, queue, host, exit, comment] = ['job_state', 'queue', 'exec_host', 'Exit_status', 'comment'].map(value);
  const [submitted, started, ended] = ['ctime', 'stime', 'obittime'].map((name) => fromCtime(value(name)));
  const code = Number(exit ?? 0);
  const problem = meaningOf(code);
  const signal = code >= 256 ? nameOfSignal(code - 256) : undefined;
  // node1/0*2+node2/1 is what runs where on each.
  const nodes = host === undefined ? undefined : [...new Set(host.split('+').map((part) => part.split('/')[0]))].join(',');
  return {
    state: (problem && comment) ?? state ?? 'UNKNOWN',
    record: {
      ...{ name: 'pbs', id },
      ...(queue === undefined ? {} : { queue }),
      ...(nodes === undefined ? {} : { nodes }),
      ...(submitted === undefined ? {} : { submitted }),
      ...(started === undefined ? {} : { started }),
      ...(ended === undefined ? {} : { ended }),
    },
    ...(problem === undefined ? {} : { problem }),
    ...(signal === undefined ? {} : { signal }),
  };
}
