import { showOption } from '../kind.ts';
import type { Submission } from '../queue/dialect.ts';

/** `queueName` is what other queue managers call a partition. */
const otherNames: Readonly<Record<string, string>> = { queueName: 'partition' };
/** Time that the job needs beside its own command, in minutes: Slurm counts in minutes, and the program itself keeps to seconds. */
const spareMinutes = 1;

/** Short forms of options that may stand in a script. */
const shortForms: Readonly<Record<string, string>> = { J: 'job-name', c: 'cpus-per-task', t: 'time' };

/** The options of sbatch for one job; those of a service have the names of sbatch(1) in camel case. */
export function sbatchOptions({
  options,
  request,
  given: inScript,
}: Pick<Submission, 'options' | 'request' | 'given'>): readonly string[] {
  const { name, cores, memoryMiB, timeLimit } = request;
  const given = new Map(
    Object.entries(options).flatMap(([key, value]) =>
      key === 'file' || value === undefined ? [] : [[longOption(key), showOption(value)] as const],
    ),
  );
  const set = new Set([...given.keys(), ...[...inScript].map((option) => shortForms[option] ?? option)]);
  const isSet = (...keys: readonly string[]) => keys.some((key) => set.has(key));
  const asked: [string, string | number][] = [];
  if (!isSet('job-name')) asked.push(['job-name', name]);
  if (!isSet('cpus-per-task', 'cpus-per-gpu')) asked.push(['cpus-per-task', Math.max(1, Math.ceil(cores))]);
  if (memoryMiB !== undefined && !isSet('mem', 'mem-per-cpu', 'mem-per-gpu'))
    asked.push(['mem', `${Math.max(1, Math.ceil(memoryMiB))}M`]);
  if (timeLimit !== undefined && !isSet('time')) asked.push(['time', Math.ceil(timeLimit / 60) + spareMinutes]);
  return [...asked, ...given].flatMap(([key, value]) =>
    value === 'false' ? [] : [value === 'true' ? `--${key}` : `--${key}=${value}`],
  );
}

/** `gpusPerNode` → `gpus-per-node`, `ignorePBS` → `ignore-pbs` */
function longOption(key: string): string {
  const name = otherNames[key] ?? key;
  return name.replace(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`);
}
