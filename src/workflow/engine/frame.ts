import type { JobName, TokenName } from '../../event/event.ts';
import type { WorkflowOutputParameter } from '../../language/model/process.ts';
import type { Plan, Reader, StepPlan } from '../plan/plan.ts';
import type { Firing } from './command.ts';

/** A token that has arrived; null when none ever will, because something before it failed. */
export type Arrival = TokenName | null;

/** One invocation of a workflow: what has arrived, who still waits, what came out. */
export interface Frame {
  readonly plan: Plan;
  readonly tag: string;
  readonly job: JobName;
  readonly arrived: Map<string, Arrival>;
  /** How many sources each reader still waits for. */
  readonly missing: Map<StepPlan | WorkflowOutputParameter, number>;
  /** Steps and outputs that are neither done nor given up. */
  open: number;
  readonly outputs: Record<string, TokenName>;
  readonly problems: string[];
  /** What its steps fired; only kept where it can be forgotten before the run is over. */
  readonly groups: Group[];
  failed: boolean;
}

/** All jobs of one step in one frame. */
export interface Group {
  readonly step: StepPlan;
  readonly frame: Frame;
  /** Lengths of the gathered arrays; absent when the step is not scattered. */
  readonly dimensions?: readonly number[];
  /** Of a loop: the iteration under way. */
  jobs: readonly Firing[];
  /** Output tokens of the iterations of a loop so far, or of the last one where no more is asked for. */
  readonly iterations?: Map<string, readonly TokenName[]>;
  open: number;
  failed: boolean;
}

/** A frame in which nothing has arrived. */
export function newFrame(plan: Plan, tag: string, job: JobName): Frame {
  const missing = new Map<StepPlan | WorkflowOutputParameter, number>();
  for (const step of plan.steps) missing.set(step, step.sources.length);
  for (const output of plan.workflow.outputs) missing.set(output, new Set(output.source).size);
  return {
    plan,
    tag,
    job,
    arrived: new Map(),
    missing,
    open: missing.size,
    outputs: {},
    problems: [],
    groups: [],
    failed: false,
  };
}

/** Notes an arrival and gives the readers that wait for nothing more. */
export function arrive(frame: Frame, source: string, arrival: Arrival): readonly Reader[] {
  frame.arrived.set(source, arrival);
  return (frame.plan.readers.get(source) ?? []).filter((reader) => {
    const key = 'step' in reader ? reader.step : reader.output;
    const left = (frame.missing.get(key) ?? 0) - 1;
    frame.missing.set(key, left);
    return left === 0;
  });
}

/** The tokens of some sources that have all arrived, or undefined when one of them never will. */
export function tokensAt(frame: Frame, sources: readonly string[]): readonly TokenName[] | undefined {
  const tokens = sources.flatMap((source) => frame.arrived.get(source) ?? []);
  return tokens.length === sources.length ? tokens : undefined;
}
