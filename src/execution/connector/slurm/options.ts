/** Options of a Slurm service: those of sbatch(1) in camel case, as StreamFlow names them. */
export type SlurmOptions = Readonly<Record<string, string | number | boolean>>;

/** What a job asks for; an option of the service goes before it. */
export interface SlurmRequest {
  readonly name: string;
  readonly cores: number;
  readonly memoryMiB: number;
  /** Seconds. */
  readonly timeLimit?: number;
}

/** `queueName` is what other queue managers call a partition. */
const otherNames: Readonly<Record<string, string>> = { queueName: 'partition' };
/** Time that the job needs beside its own command, in minutes: Slurm counts in minutes, and the program itself keeps to seconds. */
const spareMinutes = 1;

/** The options of sbatch for one job. */
export function sbatchOptions(service: SlurmOptions, { name, cores, memoryMiB, timeLimit }: SlurmRequest): readonly string[] {
  const given = new Map(Object.entries(service).map(([key, value]) => [longOption(key), value]));
  const isGiven = (...keys: readonly string[]) => keys.some((key) => given.has(key));
  const asked: [string, string | number | boolean][] = [];
  if (!isGiven('job-name')) asked.push(['job-name', name]);
  if (!isGiven('cpus-per-task', 'cpus-per-gpu')) asked.push(['cpus-per-task', Math.max(1, Math.ceil(cores))]);
  if (!isGiven('mem', 'mem-per-cpu', 'mem-per-gpu')) asked.push(['mem', `${Math.max(1, Math.ceil(memoryMiB))}M`]);
  if (timeLimit !== undefined && !isGiven('time')) asked.push(['time', Math.ceil(timeLimit / 60) + spareMinutes]);
  return [...asked, ...given].flatMap(([key, value]) =>
    value === false ? [] : [value === true ? `--${key}` : `--${key}=${value}`],
  );
}

/** `gpusPerNode` → `gpus-per-node`, `ignorePBS` → `ignore-pbs` */
function longOption(key: string): string {
  const name = otherNames[key] ?? key;
  return name.replace(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`);
}
