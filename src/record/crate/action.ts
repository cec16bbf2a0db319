import { quote } from '../../base/shell.ts';
import type { JobName, TokenName } from '../../event/event.ts';
import type { Process } from '../../language/model/process.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { actionIri, parameterIri, processIri, slotIri } from '../iri.ts';
import type { Attempt, Job } from '../ledger.ts';
import { attemptsOf, jobLabel } from '../outline.ts';
import type { Draft } from './draft.ts';
import { describeEnvironment } from './environment.ts';
import { describe, ref, type Reference } from './graph.ts';
import { hostReference } from './host.ts';
import { describeLogs } from './log.ts';
import { agentReference } from './person.ts';
import { statusFacts } from './status.ts';
import { describeUsage } from './usage.ts';
import { valueEntities } from './value.ts';

/** Describes each attempt of a job as an action and gives the ids, the last attempt last; none for a job that never came to run. */
export function describeJob(draft: Draft, job: Job): readonly string[] {
  const process = draft.outline.processes.get(job.created.process);
  if (!process || !draft.used.has(process.id)) return [];
  const attempts = attemptsOf(process, job);
  const last = attempts.length - 1;
  return attempts.map((attempt, index) => describeAttempt(draft, job, process, attempt, index === last));
}

function describeAttempt(draft: Draft, { created }: Job, process: Process, attempt: Attempt, isLast: boolean): string {
  const { ledger } = draft;
  const { started, ended } = attempt;
  const id = actionIri(ledger, created.job, isLast ? undefined : attempt.number);
  const object = objects(draft, actionIri(ledger, created.job), process, created.inputs);
  const result = isLast ? results(draft, id, created.job, process) : [];
  describe(draft.graph, {
    '@id': id,
    '@type': result.length > 0 ? 'CreateAction' : 'ActivateAction',
    name: jobLabel(draft.outline, created.step, created.scatterIndex),
    description: commandLine(attempt) ?? `${process.class} ${process.label ?? process.id.slice(1)}`,
    instrument: ref(processIri(process)),
    agent: agentReference(draft),
    object,
    result: result.length > 0 ? result : undefined,
    startTime: ended?.start ?? started?.at ?? created.at,
    endTime: ended?.end ?? ledger.endTime,
    ...statusFacts(ended?.status, errorOf(attempt)),
    exitCode: ended?.exitCode,
    environment: started && describeEnvironment(draft, id, started),
    resourceUsage: ended && describeUsage(draft, id, ended),
    location: hostReference(draft, attempt.scheduled?.location),
    scatterIndex: created.scatterIndex?.join(','),
    attempt: attempt.number > 1 || !isLast ? attempt.number : undefined,
    parentAction: ref(actionIri(ledger, created.parent)),
  });
  draft.mentions.add(id);
  if (ended) describeLogs(draft, id, ended);
  return id;
}

/** What the inputs of a process were, as entities. Step inputs that the process does not have were read by expressions only. */
export function objects(
  draft: Draft,
  action: string,
  process: Process,
  inputs: Readonly<Record<string, TokenName>>,
): readonly Reference[] {
  const entities = process.inputs.flatMap(({ name }) => {
    const token = inputs[name];
    const value = token === undefined ? null : (draft.ledger.tokens.get(token)?.value as CwlValue | undefined);
    return valueEntities(draft, { id: slotIri(action, 'inputs', name), name, parameter: parameterIri(process, name) }, value);
  });
  return distinct(entities);
}

/** What the outputs of a process were, as entities, from the tokens that its job made. */
export function results(draft: Draft, action: string, job: JobName, process: Process): readonly Reference[] {
  const names = new Set(process.outputs.map((output) => output.name));
  const entities = (draft.ledger.results.get(job) ?? []).flatMap(({ port, value }) => {
    const name = port.slice(port.lastIndexOf('/') + 1);
    const slot = { id: slotIri(action, 'outputs', name), name, parameter: parameterIri(process, name) };
    return names.has(name) ? valueEntities(draft, slot, value as CwlValue) : [];
  });
  return distinct(entities);
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [reference['@id'], reference])).values()];
}

function commandLine({ started }: Attempt): string | undefined {
  if (!started?.command) return undefined;
  return started.command.map(quote).join(' ') + (started.stdin === undefined ? '' : ` < ${quote(started.stdin)}`);
}

function errorOf({ ended }: Attempt): string | undefined {
  if (ended?.error) return ended.error.message;
  if (ended?.signal !== undefined) return `Killed by ${ended.signal}.`;
  return ended?.exitCode === undefined ? undefined : `Exit code ${ended.exitCode}.`;
}
