import { agentIri, engineIri, hostIri, organisationIri, parameterIri, processIri } from '../iri.ts';
import type { Ledger } from '../ledger.ts';
import type { Outline } from '../outline.ts';
import type { Scribe } from './statement.ts';

/** Who did it: the engine, on behalf of the person, on behalf of their organisation. And where. */
export function sayAgents(scribe: Scribe, ledger: Ledger): void {
  const { engine, agent } = ledger.run;
  const person = agentIri(ledger);
  const organisation = organisationIri(ledger);
  scribe.introduce(engineIri, ['prov:SoftwareAgent'], `${engine.name} ${engine.version}`);
  scribe.say(engineIri, 'prov:actedOnBehalfOf', person);
  if (person !== undefined) scribe.introduce(person, ['prov:Person'], agent?.name);
  if (person !== undefined) scribe.say(person, 'prov:actedOnBehalfOf', organisation);
  if (organisation !== undefined) scribe.introduce(organisation, ['prov:Organization'], agent?.affiliation);
  for (const host of ledger.locations.values()) scribe.introduce(hostIri(host.location), ['prov:Location'], host.hostname);
}

/** What was to be done: workflows and tools are plans, their parameters the roles of what they use and make. */
export function sayPlans(scribe: Scribe, { processes }: Outline): void {
  for (const process of processes.values()) {
    scribe.introduce(processIri(process), ['prov:Plan', 'prov:Entity'], process.label ?? process.id.slice(1));
    for (const { name } of [...process.inputs, ...process.outputs])
      scribe.introduce(parameterIri(process, name), ['prov:Role'], name);
  }
}
