import { quote } from '../../base/shell.ts';
import type { Process } from '../../language/model/process.ts';
import { courseOf } from '../course.ts';
import { actionIri, processIri } from '../iri.ts';
import type { Attempt, Job } from '../ledger.ts';
import { attemptsOf, isLast, iterationIn, jobLabel } from '../outline.ts';
import type { Draft } from './draft.ts';
import { describeEnvironment } from './environment.ts';
import { describe, ref } from './graph.ts';
import { placesOf } from './place.ts';
import { describeScheduling } from './scheduling.ts';
import { containerFacts } from './image.ts';
import { describeLogs } from './log.ts';
import { objects, results } from './objects.ts';
import { agentReference } from './person.ts';
import { describeSoftware } from './software.ts';
import { statusFacts } from './status.ts';
import { describeUsage } from './usage.ts';

/** Describes each attempt of a job as an action and gives the ids, the last attempt last; none for a job that never came to run. */
export function describeJob(draft: Draft, job: Job): readonly string[] {
  const process = draft.outline.processes.get(job.created.process);
  if (!process || !draft.used.has(process.id)) return [];
  const attempts = attemptsOf(process, job);
  return attempts.map((attempt) => describeAttempt(draft, job, process, attempt));
}

function describeAttempt(draft: Draft, job: Job, process: Process, attempt: Attempt): string {
  const { ledger } = draft;
  const { created } = job;
  const { started, ended } = attempt;
  const id = actionIri(ledger, created.job, attempt.number);
  const object = objects(draft, actionIri(ledger, created.job), process, created.inputs);
  const result = isLast(job, attempt) ? results(draft, id, created.job, process) : [];
  const { start, end, status, error } = courseOf(ledger, job, attempt);
  describe(draft.graph, {
    '@id': id,
    '@type': result.length > 0 ? 'CreateAction' : 'ActivateAction',
    name: jobLabel(draft.outline, created),
    description: commandLine(attempt) ?? `${process.class} ${process.label ?? process.id.slice(1)}`,
    instrument: ref(processIri(process)),
    agent: agentReference(draft),
    object,
    result: result.length > 0 ? result : undefined,
    startTime: start,
    endTime: end,
    ...statusFacts(status, error),
    exitCode: ended?.exitCode,
    subjectOf: ended && describeLogs(draft, id, ended),
    environment: started && describeEnvironment(draft, id, process, started),
    resourceUsage: ended && describeUsage(draft, id, ended),
    ...containerFacts(draft, attempt),
    software: describeSoftware(draft, attempt),
    location: placesOf(draft, attempt),
    scheduling: describeScheduling(draft, id, attempt),
    scatterIndex: created.scatterIndex?.join(','),
    iteration: iterationIn(draft.outline, created),
    attempt: job.attempts.length > 1 ? attempt.number : undefined,
    parentAction: ref(actionIri(ledger, created.parent)),
  });
  draft.mentions.add(id);
  return id;
}

function commandLine({ started }: Attempt): string | undefined {
  if (!started?.command) return undefined;
  return started.command.map(quote).join(' ') + (started.stdin === undefined ? '' : ` < ${quote(started.stdin)}`);
}
