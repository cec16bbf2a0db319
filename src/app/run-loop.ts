import { timestamp } from '../base/clock.ts';
import { CrateRunError } from '../base/error.ts';
import { Absent } from '../execution/site/absent.ts';
import type { Fact, JobName } from '../event/event.ts';
import type { Command, Firing } from '../workflow/engine/command.ts';
import { runJob } from '../workflow/engine/name.ts';
import { carryOut } from './carry-out.ts';
import { createJob, refuseJob } from './create-job.ts';
import type { RunContext } from './run-context.ts';

/** How the workflow as a whole ended. */
export type End = Omit<Extract<Command, { type: 'end' }>, 'type' | 'job'>;

/**
 * Runs until nothing is left to do: ask the engine, write down what follows at once, start what takes time.
 * After a signal nothing new is started; the loop ends when what was under way has ended.
 */
export async function runLoop(run: RunContext): Promise<End> {
  let end: End | undefined;
  let fault: Error | undefined;
  let underWay = 0;
  let wake = (): void => undefined;
  /** What waits for something that is known elsewhere. */
  const delayed: Command[] = [];
  /** When the workflows that run as steps began. */
  const began = new Map<JobName, string>();

  /** Facts that answer a command at once; undefined for a job that has to be run. */
  function answer(command: Exclude<Command, { type: 'run' }>): readonly Fact[] {
    switch (command.type) {
      case 'record':
        return command.tokens;
      case 'create':
        if (command.firing.plan.body) began.set(command.firing.job, timestamp());
        return createOrDelay(command);
      case 'refuse':
        return refuseJob(run, command.firing, new CrateRunError('JOB_INPUT', command.problem));
      case 'end':
        if (command.job === runJob) end = command;
        return command.job === runJob ? [] : [endOfWorkflow(run, command, began.get(command.job))];
    }
  }

  function createOrDelay(command: Extract<Command, { type: 'create' }>): readonly Fact[] {
    try {
      return createJob(run, command.firing);
    } catch (thrown) {
      if (!(thrown instanceof Absent)) throw thrown;
      follow(
        run.sites.obtain(thrown, run.signal).then(
          () => void delayed.push(command),
          (reason: unknown) => run.record(refuseJob(run, command.firing, reason)),
        ),
      );
      return [];
    }
  }

  function follow(work: Promise<void>): void {
    underWay += 1;
    work
      .catch((thrown: unknown) => {
        fault ??= thrown instanceof Error ? thrown : new Error(String(thrown)); // without its log the run cannot go on
      })
      .finally(() => {
        underWay -= 1;
        wake();
      });
  }

  const start = (firing: Firing) => follow(carryOut(run, firing));

  /** What has run is brought to its end even when nothing more may be started. */
  const isAllowed = ({ type }: Command) => !run.starting.aborted || type === 'record' || type === 'end';

  for (;;) {
    const commands = run.signal.aborted || fault ? [] : [...delayed.splice(0), ...run.engine.decide()].filter(isAllowed);
    const facts = commands.flatMap((command) => (command.type === 'run' ? [] : answer(command)));
    if (facts.length > 0) run.record(facts);
    for (const command of commands) if (command.type === 'run') start(command.firing);
    if (facts.length > 0) continue;
    if (underWay === 0) break;
    await new Promise<void>((resolve) => (wake = resolve));
  }
  if (fault) throw fault;
  return end ?? { status: run.signal.aborted ? 'cancelled' : 'permanentFail', outputs: {}, problems: [] };
}

function endOfWorkflow(run: RunContext, command: Extract<Command, { type: 'end' }>, start?: string): Fact {
  const end = timestamp();
  const problem = command.problems.join('; ');
  if (problem !== '') run.fail({ job: command.job, code: 'JOB_INPUT', message: problem, stderr: '' });
  const error = problem === '' ? {} : { error: { code: 'JOB_INPUT', message: problem } };
  return { type: 'job.ended', job: command.job, attempt: 1, status: command.status, start: start ?? end, end, ...error };
}
