import { Readable } from 'node:stream';
import { quote } from '../../../base/shell.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import type { Queue } from '../queue.ts';
import { createPoll } from './poll.ts';
import { sbatchOptions, type SlurmOptions } from './options.ts';
import { readVerdict } from './states.ts';
import { fillTemplate, plainTemplate } from './template.ts';

/** How jobs are given to Slurm. */
export interface SlurmSettings {
  readonly options: SlurmOptions;
  /** Text of a job script that names `{{streamflow_command}}`. */
  readonly template?: string;
}

/** The fields of sacct(1) that we read, in the order in which `tell` names them. */
const fields = 'JobState,Partition,NodeList,SubmitTime,StartTime,EndTime,ExitCode';
const accounting = 'State,Partition,NodeList,Submit,Start,End,ExitCode';

/** Slurm where a connector leads to. */
export function createSlurm(connector: Connector, { options, template = plainTemplate }: SlurmSettings): Queue {
  const poll = createPoll(connector);
  return {
    async submit({ folder, archive, workdir, ...request }, signal) {
      const own = [`--chdir=${folder}`, `--output=${folder}/scheduler.log`, '--parsable', '--no-requeue', '--input=/dev/null'];
      const words = [...own, ...sbatchOptions(options, request)].map(quote).join(' ');
      const script = fillTemplate(template, { command: `/bin/sh ${quote(`${folder}/program`)}`, workdir });
      const program = `mkdir -p ${quote(folder)} && cd ${quote(folder)} && tar -xof - && printf %s ${quote(script)} | sbatch ${words}`;
      const { exitCode, stdout, stderr } = await ask(connector, { program, stdin: Readable.from([archive]) }, signal);
      // With --clusters an id is followed by the name of its cluster.
      const id = /^(\d+)(?:;|$)/m.exec(stdout)?.[1];
      return exitCode === 0 && id !== undefined ? { id } : { refused: stderr.trim() || `sbatch exited with ${exitCode}` };
    },
    async wait(id, folder, signal) {
      const cancel = () => {
        void connector.run({ program: `scancel ${id}` }, new AbortController().signal).catch(() => undefined);
      };
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
      try {
        await poll.wait(id, folder);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    tell: (id) => `TZ=UTC0 scontrol show job -o ${id} 2>/dev/null || ${tellBySacct(id)}`,
    judge: readVerdict,
  };
}

/** For jobs that the controller has forgotten. */
function tellBySacct(id: string): string {
  const names = fields.split(',').map((name, index) => `"${name}="$${index + 1}`);
  return `TZ=UTC0 sacct -X -n -P -j ${id} -o ${accounting} 2>/dev/null | awk -F'|' '{ gsub(" ", "+"); print ${names.join(', ')} }'`;
}
