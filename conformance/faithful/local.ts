import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../../src/base/shell.ts';
import { attribution } from '../judges/make-crate.ts';
import { crateRun, fixtures } from '../lib/places.ts';
import { describedFiles, toldJobs, type ToldJob } from './crate.ts';
import { trace, type TracedProcess } from './trace.ts';

type Processes = ReadonlyMap<number, TracedProcess>;

/** What belongs to the machine rather than to the run: the record leaves it out on purpose. */
const machine = /^\/(usr|lib|lib32|lib64|bin|sbin|etc|proc|sys|dev|opt)\//;

/**
 * Runs the example of the README under strace and gives what the crate tells otherwise than the kernel: a process that is
 * no job, a job that is no process, a file that a job read or wrote.
 */
export async function local(folder: string): Promise<readonly string[]> {
  const [crate, outdir] = [join(folder, 'crate'), join(folder, 'out')];
  mkdirSync(outdir);
  const documents = ['workflow.cwl', 'job.yml'].map((name) => join(fixtures, 'read-quality', name));
  const options = [
    '--no-container',
    '--quiet',
    '-o',
    crate,
    '--outdir',
    outdir,
    '--tmpdir-prefix',
    join(folder, 'run'),
    ...attribution,
  ];
  const { ended, processes } = await trace([...crateRun, ...documents, ...options], join(folder, 'trace'), { limit: 300 });
  if (ended.exitCode !== 0) return [`the run ended with ${ended.exitCode ?? 'a signal'}: ${ended.stderr}`];
  const described = describedFiles(crate);
  const jobs = toldJobs(crate);
  const roots = new Map(jobs.map((job) => [job, rootsOf(processes, job)]));
  const ofJobs = new Set([...roots.values()].flat().flatMap((root) => below(processes, root)));
  console.log(`           ${processes.size} processes and threads, ${jobs.length} jobs, ${described.size} files`);
  return [...jobs.flatMap((job) => complaintsOf(processes, job, roots.get(job)!, described)), ...strangers(processes, ofJobs)];
}

/** Where the command of a job was executed; what only began it had other arguments. */
function rootsOf(processes: Processes, { commandLine }: ToldJob): number[] {
  return [...processes].flatMap(([pid, { argv = [] }]) => {
    const words = argv.map(quote).join(' ');
    return argv.length > 0 && (commandLine === words || commandLine.startsWith(`${words} < `)) ? [pid] : [];
  });
}

function below(processes: Processes, pid: number): readonly number[] {
  return [pid, ...(processes.get(pid)?.children ?? []).flatMap((child) => below(processes, child))];
}

function complaintsOf(
  processes: Processes,
  job: ToldJob,
  roots: readonly number[],
  described: ReadonlyMap<string, string>,
): readonly string[] {
  const [root] = roots;
  if (roots.length !== 1 || root === undefined) return [`${job.name} is ${roots.length} processes`];
  const family = below(processes, root).map((pid) => processes.get(pid)!);
  const paths = (which: 'reads' | 'writes') =>
    new Set(family.flatMap((one) => [...one[which]]).filter((path) => !machine.test(path)));
  return [
    ...difference(job.name, 'read', paths('reads'), job.used, described),
    ...difference(job.name, 'wrote', paths('writes'), job.made, described),
  ];
}

function difference(
  job: string,
  did: string,
  paths: ReadonlySet<string>,
  told: ReadonlySet<string>,
  described: ReadonlyMap<string, string>,
) {
  const seen = new Set([...paths].map((path) => described.get(path)));
  const untold = [...paths].filter((path) => !told.has(described.get(path) ?? ''));
  const unseen = [...told].filter((digest) => !seen.has(digest));
  return [
    ...untold.map((path) => `${job} ${did} ${path}, which the crate does not tell`),
    ...unseen.map((digest) => `${job} ${did} no file with the digest ${digest}, as the crate tells`),
  ];
}

/** Programs by which the engine itself works: they are no jobs, and the record leaves them out on purpose. */
const own = ['node', process.execPath, 'git', '/usr/bin/time', 'sh', '/bin/sh', 'conda'];

function strangers(processes: Processes, ofJobs: ReadonlySet<number>): readonly string[] {
  const others = [...processes].filter(([pid, { argv }]) => argv && !ofJobs.has(pid) && !own.includes(argv[0] ?? ''));
  return others.map(([pid, { argv = [] }]) => `process ${pid} is of no job: ${argv.map(quote).join(' ')}`);
}
