import { quote } from '../../../base/shell.ts';
import { nameOfSignal } from '../../../base/signal.ts';
import type { QueueVerdict } from '../queue.ts';
import type { QueueDialect } from '../queue/dialect.ts';
import { fromCtime } from '../queue/utc.ts';
import { qsubOptions } from './options.ts';

/** Of an array's job the last column is its task: only then do two numbers end the line. */
const listing = 'NR > 2 { print "state", $1 (/ [0-9]+ +[0-9]+ *$/ ? "." $NF : ""), $5 }';
/** Prints what the accounting has of `$job`. */
const accounting = `TZ=UTC0 qacct -j "\${job%.*}" $(case $job in *.*) echo "-t \${job#*.}" ;; esac) 2>/dev/null`;

/** Grid Engine, by whatever name. It forgets a job that has ended at once, but for its accounting. */
export const gridengine: QueueDialect = {
  name: 'gridengine',
  mark: '#$',
  arrays: { most: 1000, variable: 'SGE_TASK_ID', pattern: '$TASK_ID', taskId: (id, task) => `${id}.${task}` },
  submit(submission) {
    const { script, shell, log, tasks } = submission;
    const own = ['-terse', '-cwd', '-S', shell, '-r', 'n', '-j', 'y', '-o', log];
    const array = tasks === undefined ? [] : ['-t', `1-${tasks}`];
    return ['qsub', ...[...own, ...array].map(quote), ...qsubOptions(submission), quote(script)].join(' ');
  },
  idOf: (printed) => /^(\d+)(?:\.\d+-\d+:\d+)?$/.exec(printed.trim())?.[1],
  states: `listed=$(qstat -u "$(id -un)" -g d | awk '${listing}') || exit
printf '%s\\n' "$listed"
for job in $jobs; do
  case "
$listed" in *"
state $job "*) continue ;; esac
  ${accounting} | awk -v job="$job" '$1 == "failed" { print "state", job, "failed:" $2 }'
done`,
  endOf(state) {
    if (state === 'failed:0') return 'by-itself';
    return state.startsWith('failed:') || state.startsWith('E') ? 'prevented' : undefined;
  },
  cancel: 'qdel',
  // A job that cannot start waits for somebody to mend it.
  tell: (id) => `job=${id}
${accounting} || { qstat -j ${id} | sed -n 's/^error reason[^:]*:/stuck /p'; qdel ${id} >&2; }`,
  judge: readVerdict,
};

/** See accounting(5) for `failed`. */
function readVerdict(id: string, told: string): QueueVerdict {
  const value = (name: string) => {
    const found = new RegExp(`^${name} +(.*)$`, 'm').exec(told)?.[1]?.trim();
    return found === undefined || /^(?:-\/-|NONE|undefined)$/.test(found) ? undefined : found;
  };
  const [queue, nodes, failed, stuck] = ['qname', 'hostname', 'failed', 'stuck'].map(value);
  const [submitted, started, ended] = ['qsub_time', 'start_time', 'end_time'].map((name) => fromCtime(value(name)));
  const code = /^\d+/.exec(failed ?? '')?.[0];
  const problem = { '0': undefined, '37': 'time-limit', '100': 'cancelled' } as const;
  const meaning = code === undefined ? undefined : code in problem ? problem[code as keyof typeof problem] : 'lost';
  const exit = Number(/^\d+/.exec(value('exit_status') ?? '')?.[0] ?? 0);
  const signal = meaning !== undefined && exit > 128 ? nameOfSignal(exit - 128) : undefined;
  return {
    state: failed === undefined ? (stuck ?? 'UNKNOWN') : failed === '0' ? 'ended' : failed.replace(/^\d+ *: */, ''),
    record: {
      ...{ name: 'gridengine', id },
      ...(queue === undefined ? {} : { queue }),
      ...(nodes === undefined ? {} : { nodes }),
      ...(submitted === undefined ? {} : { submitted }),
      ...(started === undefined ? {} : { started }),
      ...(ended === undefined ? {} : { ended }),
    },
    ...(meaning === undefined ? (stuck === undefined ? {} : { problem: 'lost' }) : { problem: meaning }),
    ...(signal === undefined ? {} : { signal }),
  };
}
