import {
  actionIri,
  agentIri,
  deploymentIri,
  engineIri,
  hostIri,
  organisationIri,
  parameterIri,
  processIri,
  stepIri,
} from '../iri.ts';
import { runJob } from '../ledger.ts';
import type { Account } from './account.ts';
import { relate } from './relation.ts';

/** Who did it: the engine, on behalf of the person, on behalf of their organisation. */
export function sayAgents({ scribe, ledger }: Account): void {
  const { engine, agent } = ledger.run;
  const person = agentIri(ledger);
  const organisation = organisationIri(ledger);
  scribe.introduce(engineIri, ['prov:Agent', 'prov:SoftwareAgent', 'wfprov:WorkflowEngine'], `${engine.name} ${engine.version}`);
  if (person === undefined) return;
  scribe.introduce(person, ['prov:Agent', 'prov:Person'], agent?.name);
  relate(scribe, 'delegation', engineIri, person, `${engineIri}/delegation`, { activity: actionIri(ledger, runJob) });
  if (organisation === undefined) return;
  scribe.introduce(organisation, ['prov:Agent', 'prov:Organization'], agent?.affiliation);
  scribe.say(person, 'prov:actedOnBehalfOf', organisation);
}

/** Where it was done: a node of a cluster lies within the queue that gave it the job, a queue within its deployment. */
export function sayPlaces({ scribe, ledger }: Account): void {
  const { locations, deployments } = ledger;
  for (const { ready } of deployments.values()) {
    scribe.introduce(deploymentIri(ready.deployment), ['prov:Entity', 'prov:Location'], ready.deployment);
    if (ready.wraps !== undefined) scribe.say(deploymentIri(ready.deployment), 'dct:isPartOf', deploymentIri(ready.wraps));
  }
  for (const { location, hostname, within, deployment } of locations.values()) {
    scribe.introduce(hostIri(location), ['prov:Entity', 'prov:Location'], hostname);
    if (within !== undefined && locations.has(within)) scribe.say(hostIri(location), 'dct:isPartOf', hostIri(within));
    else if (deployment !== undefined) scribe.say(hostIri(location), 'dct:isPartOf', deploymentIri(deployment));
  }
}

/** What was to be done: workflows, their steps and tools are plans, their parameters the roles of what they use and make. */
export function sayPlans({ scribe, outline: { processes, steps } }: Account): void {
  for (const process of processes.values()) {
    const iri = processIri(process);
    const kind = process.class === 'Workflow' ? 'wfdesc:Workflow' : 'wfdesc:Process';
    scribe.introduce(iri, ['prov:Entity', 'prov:Plan', kind], process.label ?? process.id.slice(1));
    for (const [link, parameters] of [
      ['wfdesc:hasInput', process.inputs],
      ['wfdesc:hasOutput', process.outputs],
    ] as const) {
      for (const { name } of parameters) {
        scribe.introduce(parameterIri(process, name), ['prov:Entity', 'prov:Role', 'wfdesc:Parameter'], name);
        scribe.say(iri, link, parameterIri(process, name));
      }
    }
  }
  for (const placed of steps.values()) {
    scribe.introduce(stepIri(placed), ['prov:Entity', 'prov:Plan', 'wfdesc:Process'], placed.step.name);
    scribe.say(processIri(placed.workflow), 'wfdesc:hasSubProcess', stepIri(placed));
    scribe.say(stepIri(placed), 'schema:workExample', processIri(placed.step.run));
  }
}
