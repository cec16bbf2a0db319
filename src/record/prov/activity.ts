import type { JobName, TokenName } from '../../event/event.ts';
import type { Process } from '../../language/model/process.ts';
import { courseOf } from '../course.ts';
import { actionIri, agentIri, engineIri, hostIri, parameterIri, processIri, slotIri } from '../iri.ts';
import { runJob, type Attempt, type Job, type Ledger } from '../ledger.ts';
import { attemptsOf, isLast, jobLabel, type Outline } from '../outline.ts';
import { sayMeansOf } from './means.ts';
import { irisIn, isItem, valueOf, type DataIris } from './entity.ts';
import { tokenIri } from './name.ts';
import { moment, type Scribe } from './statement.ts';

/** What an activity is made from. */
interface Doing {
  readonly iri: string;
  readonly label: string;
  readonly process: Process;
  readonly start: string;
  readonly end: string;
  readonly inputs: Readonly<Record<string, TokenName>>;
  /** Absent for an attempt that made nothing. */
  readonly job?: JobName;
}

/** The run as a whole. */
export function sayRun(scribe: Scribe, ledger: Ledger, workflow: Process, data: DataIris): void {
  const iri = actionIri(ledger, runJob);
  const inputs = Object.fromEntries(workflow.inputs.map(({ name }) => [name, `#${name}@0`]));
  const label = `Run of ${workflow.label ?? workflow.id.slice(1)}`;
  sayDoing(
    scribe,
    ledger,
    { iri, label, process: workflow, start: ledger.run.at, end: ledger.endTime, inputs, job: runJob },
    data,
  );
  scribe.say(iri, 'prov:wasAssociatedWith', agentIri(ledger));
}

/** Every attempt of a job that came to run. */
export function sayJob(scribe: Scribe, ledger: Ledger, outline: Outline, job: Job, data: DataIris): void {
  const { created } = job;
  const process = outline.processes.get(created.process);
  if (!process) return;
  for (const attempt of attemptsOf(process, job)) {
    const iri = actionIri(ledger, created.job, attempt.number);
    const label = jobLabel(outline, created);
    const { start, end } = courseOf(ledger, job, attempt);
    const doing = { iri, label, process, start, end, inputs: created.inputs };
    sayDoing(scribe, ledger, isLast(job, attempt) ? { ...doing, job: created.job } : doing, data);
    sayMeansOf(scribe, ledger, iri, attempt);
    scribe.say(iri, 'dct:isPartOf', actionIri(ledger, created.parent));
    scribe.say(iri, 'prov:atLocation', placeOf(ledger, attempt));
  }
}

function sayDoing(scribe: Scribe, ledger: Ledger, doing: Doing, data: DataIris): void {
  const { iri, process } = doing;
  scribe.introduce(iri, ['prov:Activity'], doing.label);
  scribe.say(iri, 'prov:startedAtTime', moment(doing.start));
  scribe.say(iri, 'prov:endedAtTime', moment(doing.end));
  scribe.say(iri, 'prov:wasAssociatedWith', engineIri);
  scribe.say(iri, 'prov:qualifiedAssociation', `${iri}/association`);
  scribe.introduce(`${iri}/association`, ['prov:Association']);
  scribe.say(`${iri}/association`, 'prov:agent', engineIri);
  scribe.say(`${iri}/association`, 'prov:hadPlan', processIri(process));
  for (const { name } of process.inputs) sayUsage(scribe, ledger, doing, name, data);
  if (doing.job !== undefined) sayGenerations(scribe, ledger, doing, doing.job, data);
}

function sayUsage(scribe: Scribe, ledger: Ledger, { iri, process, start, inputs }: Doing, name: string, data: DataIris): void {
  const token = inputs[name];
  if (token === undefined) return;
  const usage = `${slotIri(iri, 'inputs', name)}/usage`;
  scribe.say(iri, 'prov:used', tokenIri(token));
  // The files of an array are members of its token: naming them for each job would be quadratic.
  const value = valueOf(ledger.tokens, token);
  if (isItem(value)) for (const file of irisIn(value, data)) scribe.say(iri, 'prov:used', file);
  scribe.say(iri, 'prov:qualifiedUsage', usage);
  scribe.introduce(usage, ['prov:Usage']);
  scribe.say(usage, 'prov:entity', tokenIri(token));
  scribe.say(usage, 'prov:hadRole', parameterIri(process, name));
  scribe.say(usage, 'prov:atTime', moment(start));
}

function sayGenerations(scribe: Scribe, ledger: Ledger, { iri, process, end }: Doing, job: JobName, data: DataIris): void {
  for (const { token, port } of ledger.results.get(job) ?? []) {
    const name = port.slice(port.lastIndexOf('/') + 1);
    const generation = `${slotIri(iri, 'outputs', name)}/generation`;
    scribe.say(tokenIri(token), 'prov:wasGeneratedBy', iri);
    // A workflow only hands on the files that its jobs made.
    if (process.class !== 'Workflow') {
      for (const file of irisIn(valueOf(ledger.tokens, token), data)) scribe.say(file, 'prov:wasGeneratedBy', iri);
    }
    scribe.say(tokenIri(token), 'prov:qualifiedGeneration', generation);
    scribe.introduce(generation, ['prov:Generation']);
    scribe.say(generation, 'prov:activity', iri);
    scribe.say(generation, 'prov:hadRole', parameterIri(process, name));
    scribe.say(generation, 'prov:atTime', moment(end));
  }
}

function placeOf({ locations }: Ledger, { scheduled }: Attempt): string | undefined {
  return scheduled && locations.has(scheduled.location) ? hostIri(scheduled.location) : undefined;
}
