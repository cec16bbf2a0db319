import type { JobCreated, JobName, TokenName, TokenProduced } from '../../event/event.ts';
import type { JobStatus } from '../../job/outcome.ts';
import type { StepPlan } from '../plan/plan.ts';

/** A firing of a step as `job.created` will describe it. `inputs` are the tokens before `valueFrom`. */
export type Firing = Pick<JobCreated, 'job' | 'step' | 'tag' | 'process' | 'parent' | 'inputs' | 'scatterIndex'> & {
  readonly plan: StepPlan;
  /** What the iteration before was given; absent for the first iteration of a loop and for steps without one. */
  readonly previous?: JobCreated['inputs'];
};

/** The firing as the log describes it. */
export function describeFiring({ plan: _, previous: __, ...firing }: Firing): Omit<JobCreated, 'type'> {
  return firing;
}

/** What the engine wants done. Each command is given once; the events that follow from it are its answer. */
export type Command =
  /** Write tokens down that the engine split, merged or gathered. */
  | { readonly type: 'record'; readonly tokens: readonly TokenProduced[] }
  /** Evaluate the step's inputs and `when`; answer with `job.created` or `job.skipped`, or with `job.created` and `job.ended`. */
  | { readonly type: 'create'; readonly firing: Firing }
  /** The step cannot fire; answer with `job.created` and `job.ended`. */
  | { readonly type: 'refuse'; readonly firing: Firing; readonly problem: string }
  /** Carry out a job of a tool or operation; answer with its tokens and `job.ended`. */
  | { readonly type: 'run'; readonly firing: Firing }
  /** A workflow is done; answer with `job.ended`, or `run.ended` for the run itself. Its output tokens have been recorded. */
  | {
      readonly type: 'end';
      readonly job: JobName;
      readonly status: JobStatus;
      readonly outputs: Readonly<Record<string, TokenName>>;
      readonly problems: readonly string[];
    };
