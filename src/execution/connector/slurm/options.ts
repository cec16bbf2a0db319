import type { QueueRequest } from '../queue.ts';

/** Options of a Slurm service: those of sbatch(1) in camel case, as StreamFlow names them. */
export type SlurmOptions = Readonly<Record<string, string | number | boolean>>;

/** `queueName` is what other queue managers call a partition. */
const otherNames: Readonly<Record<string, string>> = { queueName: 'partition' };
/** Time that the job needs beside its own command, in minutes: Slurm counts in minutes, and the program itself keeps to seconds. */
const spareMinutes = 1;

/** Short forms of options that may stand in a script. */
const shortForms: Readonly<Record<string, string>> = { J: 'job-name', c: 'cpus-per-task', t: 'time' };

/** The options of sbatch for one job; `inScript` are those that its script sets. */
export function sbatchOptions(
  service: SlurmOptions,
  { name, cores, memoryMiB, timeLimit }: QueueRequest,
  inScript: ReadonlySet<string>,
): readonly string[] {
  const given = new Map(
    Object.entries(service)
      .filter(([key]) => key !== 'file')
      .map(([key, value]) => [longOption(key), value]),
  );
  const set = new Set([...given.keys(), ...[...inScript].map((option) => shortForms[option] ?? option)]);
  const isSet = (...keys: readonly string[]) => keys.some((key) => set.has(key));
  const asked: [string, string | number | boolean][] = [];
  if (!isSet('job-name')) asked.push(['job-name', name]);
  if (!isSet('cpus-per-task', 'cpus-per-gpu')) asked.push(['cpus-per-task', Math.max(1, Math.ceil(cores))]);
  if (memoryMiB !== undefined && !isSet('mem', 'mem-per-cpu', 'mem-per-gpu'))
    asked.push(['mem', `${Math.max(1, Math.ceil(memoryMiB))}M`]);
  if (timeLimit !== undefined && !isSet('time')) asked.push(['time', Math.ceil(timeLimit / 60) + spareMinutes]);
  return [...asked, ...given].flatMap(([key, value]) =>
    value === false ? [] : [value === true ? `--${key}` : `--${key}=${value}`],
  );
}

/** `gpusPerNode` → `gpus-per-node`, `ignorePBS` → `ignore-pbs` */
function longOption(key: string): string {
  const name = otherNames[key] ?? key;
  return name.replace(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`);
}
