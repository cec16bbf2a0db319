import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { docker, engineEnv } from '../bed/docker.ts';
import { attribution } from '../judges/make-crate.ts';
import { crateRun } from '../lib/places.ts';

/** crate-run under way. */
export interface StartedRun {
  readonly pid: number;
  /** Folder of the crate. */
  readonly crate: string;
  readonly outdir: string;
  readonly ended: Promise<{ readonly exitCode: number | undefined; readonly stderr: string }>;
}

/** What a run may have of its own. */
export interface RunOptions {
  /** Put before the command line of crate-run. */
  readonly before?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Added to the command line. */
  readonly more?: readonly string[];
}

/** A tool in a container, as a process to start with `startRun`. */
export function toolIn(
  image: string,
  script: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    class: 'CommandLineTool',
    cwlVersion: 'v1.2',
    requirements: { DockerRequirement: { dockerPull: image } },
    baseCommand: ['sh', '-c', script],
    inputs: {},
    outputs: {},
    ...more,
  };
}

/** A workflow that runs a tool that many times at once. */
export function times(count: number, tool: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const requirements = { ScatterFeatureRequirement: {} };
  const run = { ...tool, inputs: { i: 'int' } };
  const numbers = Array.from({ length: count }, (_, index) => index);
  const steps = { s: { run, scatter: 'i', in: { i: 'is' }, out: [] } };
  const inputs = { is: { type: 'int[]', default: numbers } };
  return { class: 'Workflow', cwlVersion: 'v1.2', requirements, inputs, outputs: {}, steps };
}

/** Starts crate-run on a document, with every folder that it uses below `folder`. */
export function startRun(folder: string, document: unknown, { before = [], env = {}, more = [] }: RunOptions = {}): StartedRun {
  const [crate, outdir, temporary] = [join(folder, 'crate'), join(folder, 'results'), join(folder, 'tmp')];
  for (const made of [outdir, temporary]) mkdirSync(made, { recursive: true });
  const path = join(folder, 'document.cwl');
  writeFileSync(path, JSON.stringify(document));
  const [program = '', ...args] = [
    ...before,
    ...crateRun,
    path,
    '-o',
    crate,
    '--outdir',
    outdir,
    '--quiet',
    ...attribution,
    ...more,
  ];
  const surroundings = { ...process.env, ...engineEnv, TMPDIR: temporary, ...env };
  const child = spawn(program, args, { cwd: folder, env: surroundings, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  if (child.pid === undefined) throw new Error(`${program} cannot be started`);
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const ended = new Promise<{ exitCode: number | undefined; stderr: string }>((resolve) => {
    child.on('exit', (exitCode) => resolve({ exitCode: exitCode ?? undefined, stderr }));
  });
  return { pid: child.pid, crate, outdir, ended };
}

/** Waits until that many containers of crate-run are there, or until half a minute is over; gives how many there are. */
export async function awaitContainers(count: number, state: 'running' | 'any'): Promise<number> {
  const filters = ['--filter', 'label=org.crate-run.run', ...(state === 'running' ? ['--filter', 'status=running'] : [])];
  for (let round = 0; ; round += 1) {
    const seen = (await docker(['ps', '--all', '--quiet', ...filters])).split('\n').filter((line) => line !== '').length;
    if (seen === count || round === 100) return seen;
    await sleep(300);
  }
}
