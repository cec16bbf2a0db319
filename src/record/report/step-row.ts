import type { Process } from '../../language/model/process.ts';
import type { Ledger } from '../ledger.ts';
import type { Outline } from '../outline.ts';
import { stateOf, type JobRow, type State } from './job-row.ts';

/** A step with all its jobs together. */
export interface StepRow {
  /** `/align/sort` */
  readonly path: string;
  readonly label?: string | undefined;
  readonly runs: Process['class'];
  /** The program and its first words, or what the process is called. */
  readonly what: string;
  /** How its jobs stand; absent: no job was made. */
  readonly state?: State;
  /** Jobs by how they stand. */
  readonly counts: Readonly<Partial<Record<State, number>>>;
  readonly jobs: number;
  /** Attempts beyond the first of each job. */
  readonly retries: number;
  /** Of all attempts together. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryKiB: number;
  readonly locations: readonly string[];
}

/** States from the one that says most about a step. */
const telling: readonly State[] = ['permanentFail', 'temporaryFail', 'lost', 'cancelled', 'unfinished', 'success', 'skipped'];

/** Every step of the workflow and of those within it, in the order of the document. */
export function stepRows(ledger: Ledger, outline: Outline, rows: readonly JobRow[]): readonly StepRow[] {
  const counts = new Map(Array.from(outline.steps.keys(), (path) => [path, new Map<State, number>()]));
  const note = (step: string, state: State) => {
    const known = counts.get(step);
    known?.set(state, (known.get(state) ?? 0) + 1);
  };
  for (const job of ledger.jobs.values()) note(job.created.step, stateOf(job));
  for (const { step } of ledger.skipped) note(step, 'skipped');
  const byStep = groupBy(rows, ({ step }) => step);
  return Array.from(outline.steps, ([path, { step }]) => {
    const own = (byStep.get(path) ?? []).filter(({ attempt }) => attempt !== undefined);
    const states = counts.get(path)!;
    const state = telling.find((one) => states.has(one));
    const jobs = [...states.values()].reduce((sum, number) => sum + number, 0);
    return {
      path,
      label: step.label,
      runs: step.run.class,
      what: whatRuns(step.run),
      ...(state !== undefined && { state }),
      counts: Object.fromEntries(states),
      jobs,
      retries: own.filter(({ attempt = 1 }) => attempt > 1).length,
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
      cpuSeconds: own.reduce((sum, { cpuSeconds = 0 }) => sum + cpuSeconds, 0),
      peakMemoryKiB: own.reduce((most, { peakMemoryKiB = 0 }) => Math.max(most, peakMemoryKiB), 0),
      locations: [...new Set(own.flatMap(({ location }) => location ?? []))],
    };
  });
}

function whatRuns(process: Process): string {
  if (process.class === 'CommandLineTool' && process.baseCommand.length > 0) return process.baseCommand.slice(0, 2).join(' ');
  return process.label ?? process.id.replace(/^#/, '');
}

/** Items by what they share, in order of first occurrence. */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
