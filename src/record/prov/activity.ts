import type { JobName, TokenName } from '../../event/event.ts';
import type { Process } from '../../language/model/process.ts';
import { courseOf, type Course } from '../course.ts';
import { actionIri, agentIri, engineIri, hostIri, parameterIri, processIri, slotIri, stepIri } from '../iri.ts';
import { runJob, type Attempt, type Job, type Ledger } from '../ledger.ts';
import { attemptsOf, isLast, jobLabel } from '../outline.ts';
import type { Account } from './account.ts';
import { sayMeansOf } from './means.ts';
import { tokenIri } from './name.ts';
import { relate } from './relation.ts';
import { expand, moment } from './statement.ts';
import { irisIn, isItem, valueOf } from './value.ts';

/** What an activity is made from. */
interface Doing extends Pick<Course, 'start' | 'end' | 'status'> {
  readonly iri: string;
  readonly label: string;
  readonly process: Process;
  readonly inputs: Readonly<Record<string, TokenName>>;
  /** The activity that it is a part of. */
  readonly within?: string;
  /** Absent for an attempt that made nothing. */
  readonly job?: JobName;
}

/** The run as a whole. */
export function sayRun(account: Account, workflow: Process): void {
  const { scribe, ledger } = account;
  const iri = actionIri(ledger, runJob);
  const inputs = Object.fromEntries(workflow.inputs.map(({ name }) => [name, `#${name}@0`]));
  const label = `Run of ${workflow.label ?? workflow.id.slice(1)}`;
  const course = { start: ledger.run.at, end: ledger.endTime, status: ledger.ended?.status };
  sayDoing(account, { iri, label, process: workflow, ...course, inputs, job: runJob });
  const person = agentIri(ledger);
  if (person !== undefined) relate(scribe, 'association', iri, person, `${iri}/agent`);
}

/** Every attempt of a job that came to run; one after another was made because of it. */
export function sayJob(account: Account, job: Job): void {
  const { scribe, ledger, outline } = account;
  const { created } = job;
  const process = outline.processes.get(created.process);
  const step = outline.steps.get(created.step);
  if (!process) return;
  for (const attempt of attemptsOf(process, job)) {
    const iri = actionIri(ledger, created.job, attempt.number);
    const within = actionIri(ledger, created.parent);
    const course = courseOf(ledger, job, attempt);
    const doing = { iri, label: jobLabel(outline, created), process, ...course, inputs: created.inputs, within };
    sayDoing(account, isLast(job, attempt) ? { ...doing, job: created.job } : doing);
    sayMeansOf(account, iri, attempt);
    scribe.say(iri, 'dct:isPartOf', within);
    scribe.say(iri, 'wfprov:wasPartOfWorkflowRun', within);
    scribe.say(iri, 'wfprov:describedByProcess', step && stepIri(step));
    if (attempt.number > 1) scribe.say(iri, 'prov:wasInformedBy', actionIri(ledger, created.job, attempt.number - 1));
    for (const place of placesOf(ledger, attempt)) scribe.say(iri, 'prov:atLocation', place);
    sayOutcome(account, iri, course.error, attempt);
    if (job.attempts.length > 1) scribe.say(iri, 'own:attempt', { text: String(attempt.number), type: 'xsd:integer' });
  }
}

function sayDoing(account: Account, doing: Doing): void {
  const { scribe } = account;
  const { iri, process, start, end, within } = doing;
  const isWorkflow = process.class === 'Workflow';
  scribe.introduce(iri, ['prov:Activity', isWorkflow ? 'wfprov:WorkflowRun' : 'wfprov:ProcessRun'], doing.label);
  scribe.say(iri, 'prov:startedAtTime', moment(start));
  scribe.say(iri, 'prov:endedAtTime', moment(end));
  relate(scribe, 'start', iri, undefined, `${iri}/start`, { activity: within, time: start });
  relate(scribe, 'end', iri, undefined, `${iri}/end`, { activity: within, time: end });
  relate(scribe, 'association', iri, engineIri, `${iri}/association`, { plan: processIri(process) });
  if (isWorkflow) scribe.say(iri, 'wfprov:describedByWorkflow', processIri(process));
  const status = doing.status === 'success' ? 'schema:CompletedActionStatus' : 'schema:FailedActionStatus';
  scribe.say(iri, 'schema:actionStatus', { text: expand(status) });
  for (const { name } of process.inputs) sayUsage(account, doing, name);
  if (doing.job !== undefined) sayGenerations(account, doing, doing.job);
}

function sayUsage({ scribe, ledger, data }: Account, { iri, process, start, inputs }: Doing, name: string): void {
  const token = inputs[name];
  if (token === undefined) return;
  // The files of an array are members of its token: naming them for each job would be quadratic.
  const value = valueOf(ledger.tokens, token);
  if (isItem(value)) for (const file of irisIn(value, data)) scribe.say(iri, 'prov:used', file);
  const node = `${slotIri(iri, 'inputs', name)}/usage`;
  relate(scribe, 'usage', iri, tokenIri(token), node, { role: parameterIri(process, name), time: start });
}

function sayGenerations({ scribe, ledger, data, makers }: Account, { iri, process, end }: Doing, job: JobName): void {
  for (const { token, port, at } of ledger.results.get(job) ?? []) {
    const name = port.slice(port.lastIndexOf('/') + 1);
    const node = `${slotIri(iri, 'outputs', name)}/generation`;
    // What a workflow hands on is there as soon as it is known: others may use it before the workflow ends.
    const time = process.class === 'Workflow' && at < end ? at : end;
    relate(scribe, 'generation', tokenIri(token), iri, node, { role: parameterIri(process, name), time });
    for (const file of irisIn(valueOf(ledger.tokens, token), data)) {
      if (makers.get(file) === job) scribe.say(file, 'prov:wasGeneratedBy', iri);
    }
  }
}

function sayOutcome({ scribe }: Account, iri: string, error: string | undefined, { ended, retried }: Attempt): void {
  const scheduler = (ended ?? retried)?.scheduler;
  if (ended?.status !== 'success' && error !== undefined) scribe.say(iri, 'schema:error', { text: error });
  if (ended?.exitCode !== undefined) {
    scribe.say(iri, 'sapporo:exitCode', { text: String(ended.exitCode), type: 'xsd:integer' });
  }
  if (scheduler) scribe.say(iri, 'dct:identifier', { text: `${scheduler.name} ${scheduler.id}` });
}

/** The places of an attempt, the node that a queue manager chose before the queue that it was given to. */
function placesOf({ locations }: Ledger, { scheduled, ended }: Attempt): ReadonlySet<string> {
  const names = [ended?.host, scheduled?.location, ...(scheduled?.others ?? [])];
  return new Set(names.flatMap((name) => (name !== undefined && locations.has(name) ? [hostIri(name)] : [])));
}
