import type { JobCreated } from '../event/event.ts';
import type { Process, Workflow, WorkflowStep } from '../language/model/process.ts';
import type { Attempt, Job } from './ledger.ts';

/** A step where it stands. */
export interface PlacedStep {
  readonly workflow: Workflow;
  readonly step: WorkflowStep;
}

/** The processes of a workflow by id, and its steps, those of inner workflows too, by path (`/align/sort`). */
export interface Outline {
  readonly processes: ReadonlyMap<string, Process>;
  readonly steps: ReadonlyMap<string, PlacedStep>;
}

export function outlineOf(workflow: Workflow): Outline {
  const processes = new Map<string, Process>([[workflow.id, workflow]]);
  const steps = new Map<string, PlacedStep>();
  const walk = (within: Workflow, path: string): void => {
    for (const step of within.steps) {
      steps.set(`${path}/${step.name}`, { workflow: within, step });
      if (!processes.has(step.run.id)) processes.set(step.run.id, step.run);
      if (step.run.class === 'Workflow') walk(step.run, `${path}/${step.name}`);
    }
  };
  walk(workflow, '');
  return { processes, steps };
}

/** The name of a step with the position of the job in a scatter, `align[2]`, or in a loop, `refine, iteration 3`. */
export function jobLabel({ steps }: Outline, { step, tag, scatterIndex = [] }: Omit<JobCreated, 'type'>): string {
  const placed = steps.get(step);
  const iteration = placed?.step.loop ? `, iteration ${iterationOf(tag) + 1}` : '';
  return (placed?.step.name ?? step) + scatterIndex.map((index) => `[${index}]`).join('') + iteration;
}

/** The iteration of a job, from 0, when its step is a loop. */
export function iterationIn({ steps }: Outline, { step, tag }: Omit<JobCreated, 'type'>): number | undefined {
  return steps.get(step)?.step.loop ? iterationOf(tag) : undefined;
}

/** The iteration of a job of a loop, from 0: the last number of its tag. */
export function iterationOf(tag: string): number {
  return Number(tag.slice(tag.lastIndexOf('.') + 1));
}

/** The attempts that a job came to. A workflow begins by itself: it has one even if the log does not know its end. */
export function attemptsOf(process: Process, { attempts }: Job): readonly Attempt[] {
  return attempts.length === 0 && process.class === 'Workflow' ? [{ number: 1 }] : attempts;
}

/** Whether what came of the job came of this attempt. */
export function isLast({ attempts }: Job, { number }: Attempt): boolean {
  return number >= attempts.length;
}
