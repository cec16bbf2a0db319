import { quote } from '../../../base/shell.ts';
import type { QueueDialect } from '../queue/dialect.ts';
import { sbatchOptions } from './options.ts';
import { endOf, readVerdict } from './states.ts';

/** The fields of sacct(1) that we read, and what `scontrol show job` calls them. */
const fields = 'JobState,Partition,NodeList,SubmitTime,StartTime,EndTime,ExitCode';
const accounting = 'State,Partition,NodeList,Submit,Start,End,ExitCode';

export const slurm: QueueDialect = {
  name: 'slurm',
  mark: '#SBATCH',
  arrays: { most: 1000, variable: 'SLURM_ARRAY_TASK_ID', pattern: '%a', taskId: (id, task) => `${id}_${task}` },
  submit(submission) {
    const { script, log, tasks } = submission;
    const own = ['--parsable', '--no-requeue', '--input=/dev/null', `--output=${log}`];
    const array = tasks === undefined ? [] : [`--array=1-${tasks}`];
    return ['sbatch', ...own, ...array, ...sbatchOptions(submission), script].map(quote).join(' ');
  },
  // With --clusters an id is followed by the name of its cluster.
  idOf: (printed) => /^(\d+)(?:;|$)/.exec(printed)?.[1],
  states: `squeue --noheader --array --states=all --user="$(id -un)" --format='state %i %T'`,
  endOf,
  cancel: 'scancel',
  tell: (id) => `TZ=UTC0 scontrol show job -o ${id} 2>/dev/null || ${tellBySacct(id)}`,
  judge: readVerdict,
};

/** For jobs that the controller has forgotten. */
function tellBySacct(id: string): string {
  const names = fields.split(',').map((name, index) => `"${name}="$${index + 1}`);
  return `TZ=UTC0 sacct -X -n -P -j ${id} -o ${accounting} 2>/dev/null | awk -F'|' '{ gsub(" ", "+"); print ${names.join(', ')} }'`;
}
