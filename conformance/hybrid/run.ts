import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '../../src/event/event.ts';
import { siteA } from '../bed/hosts/sites.ts';
import { tryIn } from '../bed/hosts/site.ts';
import { startRun, type StartedRun } from '../containers/run.ts';
import { deployments } from './places.ts';

/** What is run, and where. */
export interface Hybrid {
  readonly document: unknown;
  readonly bindings: readonly unknown[];
  /** Beside those of the bed, or instead of them. */
  readonly deployments?: Readonly<Record<string, unknown>>;
  readonly bindingFilters?: Readonly<Record<string, unknown>>;
  readonly more?: readonly string[];
}

/** Starts crate-run on a document with a file of locations. */
export function startHybrid(folder: string, hybrid: Hybrid): StartedRun {
  const { document, bindings, bindingFilters = {}, more = [] } = hybrid;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'streamflow.yml');
  const workflows = { run: { type: 'cwl', config: { file: 'document.cwl' }, bindings } };
  const file = { version: 'v1.0', workflows, deployments: { ...deployments, ...hybrid.deployments }, bindingFilters };
  writeFileSync(path, JSON.stringify(file));
  return startRun(folder, document, { more: ['--streamflow-file', path, ...more] });
}

/** A workflow of one step, `only`, that runs a shell script and gives what it prints. */
export function oneStep(script: string, requirements: Readonly<Record<string, unknown>> = {}): unknown {
  const run = { ...shell(script), requirements };
  const steps = { only: { run, in: {}, out: ['said'] } };
  const outputs = { said: { type: 'File', outputSource: 'only/said' } };
  return { class: 'Workflow', cwlVersion: 'v1.2', inputs: {}, outputs, steps };
}

/** A tool that runs a shell script and gives what it prints. */
export function shell(script: string): Readonly<Record<string, unknown>> {
  return {
    class: 'CommandLineTool',
    baseCommand: ['sh', '-c', script],
    inputs: {},
    outputs: { said: 'stdout' },
    stdout: 'said.txt',
  };
}

/** The log in a crate. Empty when there is none. */
export function eventsOf(crate: string): readonly Event[] {
  const path = join(crate, 'events.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Event);
}

/** The events of one type. */
export function only<T extends Event['type']>(events: readonly Event[], type: T): readonly Extract<Event, { type: T }>[] {
  return events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
}

/** Waits until a job of Slurm is in a state and gives its id; undefined when none comes to that within half a minute. */
export async function awaitSlurm(state: 'RUNNING' | 'PENDING'): Promise<string | undefined> {
  for (let round = 0; round < 150; round += 1) {
    const { stdout } = await tryIn(siteA, ['squeue', '--noheader', '--format=%i', `--states=${state}`]);
    const [id] = stdout.trim().split('\n');
    if (id !== undefined && id !== '') return id;
    await sleep(200);
  }
  return undefined;
}

/** Waits until something holds; false when it does not within a minute. */
export async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (let round = 0; round < 600; round += 1) {
    if (await holds()) return true;
    await sleep(100);
  }
  return false;
}
