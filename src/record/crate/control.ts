import { uuidFrom } from '../../base/name.ts';
import type { JobName } from '../../event/event.ts';
import { actionIri, engineIri, stepIri } from '../iri.ts';
import { runJob, type Job } from '../ledger.ts';
import { describeJob } from './action.ts';
import type { Draft } from './draft.ts';
import { describe, ref, refs, type Reference } from './graph.ts';
import { agentReference } from './person.ts';
import { statusFacts } from './status.ts';

/** One step in one invocation of its workflow, with all its jobs. */
interface StepInstance {
  readonly step: string;
  readonly parent: JobName;
  readonly jobs: Job[];
}

/** Describes every job, and the steps as the engine carried them out: one ControlAction for each instance of a step. */
export function describeControl(draft: Draft): void {
  const controls = stepInstances(draft).flatMap((instance) => describeInstance(draft, instance) ?? []);
  if (controls.length === 0) return;
  const { run, ended, endTime } = draft.ledger;
  describe(draft.graph, {
    '@id': `#${uuidFrom(run.run, 'organize')}`,
    '@type': 'OrganizeAction',
    name: `Run of ${run.engine.name} ${run.engine.version}`,
    instrument: ref(engineIri),
    agent: agentReference(draft),
    object: controls,
    result: [ref(actionIri(draft.ledger, runJob))],
    startTime: run.at,
    endTime,
    ...statusFacts(ended?.status, ended?.errors[0]?.message),
  });
}

function stepInstances(draft: Draft): readonly StepInstance[] {
  const instances = new Map<string, StepInstance>();
  for (const job of draft.ledger.jobs.values()) {
    const { step, parent } = job.created;
    const name = `${parent} ${step}`;
    const known = instances.get(name);
    if (known) known.jobs.push(job);
    else instances.set(name, { step, parent, jobs: [job] });
  }
  return [...instances.values()];
}

function describeInstance(draft: Draft, { step, parent, jobs }: StepInstance): Reference | undefined {
  const placed = draft.outline.steps.get(step);
  const actions = jobs.flatMap((job) => describeJob(draft, job));
  if (!placed || actions.length === 0) return undefined;
  const failed = jobs.filter((job) => job.attempts.at(-1)?.ended?.status !== 'success');
  return describe(draft.graph, {
    '@id': `#${uuidFrom(draft.ledger.run.run, `control ${parent} ${step}`)}`,
    '@type': 'ControlAction',
    name: `orchestrate ${placed.step.name}`,
    instrument: ref(stepIri(placed)),
    object: refs(actions),
    ...statusFacts(failed.length === 0 ? 'success' : 'permanentFail', `${failed.length} of ${jobs.length} jobs did not succeed.`),
    parentAction: ref(actionIri(draft.ledger, parent)),
  });
}
