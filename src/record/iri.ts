import { decoded } from '../base/uri.ts';
import { uuidFrom } from '../base/name.ts';
import type { JobName } from '../event/event.ts';
import type { ResolvedImage } from '../job/container.ts';
import type { Ledger, Transfer } from './ledger.ts';
import type { PlacedStep } from './outline.ts';

/** The path as a relative URI. */
export function pathToIri(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

/** The packed document in the crate. Ids of processes, parameters and steps are those of CWL, so that they resolve in it. */
export const packedDocument = 'packed.cwl';

/** The main workflow is the file itself. */
export function processIri(process: { readonly id: string }): string {
  return process.id === '#main' ? packedDocument : fragment(process.id.slice(1));
}

export function parameterIri(process: { readonly id: string }, name: string): string {
  return fragment(`${process.id.slice(1)}/${name}`);
}

export function stepIri({ workflow, step }: PlacedStep): string {
  return fragment(`${workflow.id.slice(1)}/${step.name}`);
}

function fragment(name: string): string {
  return `${packedDocument}#${pathToIri(name)}`;
}

/**
 * The action of an attempt of a job. Its UUID follows from the run, the job's name and, for a second attempt, the number:
 * it is the same however much of the log is known.
 */
export function actionIri(ledger: Ledger, job: JobName, attempt = 1): string {
  const known = actions.get(ledger) ?? new Map<string, string>();
  actions.set(ledger, known);
  const name = attempt === 1 ? job : `${job} attempt ${attempt}`;
  const iri = known.get(name) ?? `#${uuidFrom(ledger.run.run, name)}`;
  known.set(name, iri);
  return iri;
}

/** The actions named so far: each is named many times, and its digest takes long. */
const actions = new WeakMap<Ledger, Map<string, string>>();

/** What stands on one input or output of one action: its own, unless it is a long list that other actions got, too. */
export function slotIri(action: string, side: 'inputs' | 'outputs', name: string): string {
  return `${action}/${side}/${encodeURIComponent(name)}`;
}

/** The engine that ran the workflow. */
export const engineIri = '#engine';

/** A program that ran containers. */
export function containerEngineIri({ name, version }: ResolvedImage['engine']): string {
  return `#container-engine/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
}

/** Software as it was found where jobs ran, by its id in the log. */
export function softwareIri(id: string): string {
  return `#software/${pathToIri(id)}`;
}

/** Software as a document asks for it; with other versions it is other software. */
export function packageIri(name: string, versions: readonly string[]): string {
  return `#${['software', name, ...(versions.length > 0 ? [versions.join(',')] : [])].map(encodeURIComponent).join('/')}`;
}

/** The person who ran the workflow, if anybody said who. */
export function agentIri({ run }: Ledger): string | undefined {
  return run.agent && (run.agent.orcid ?? '#agent');
}

/** The organisation of that person, if anybody said which. */
export function organisationIri({ run }: Ledger): string | undefined {
  const { affiliation, ror } = run.agent ?? {};
  return affiliation === undefined && ror === undefined ? undefined : (ror ?? '#organisation');
}

/** A place where jobs ran. */
export function hostIri(location: string): string {
  return `#location/${encodeURIComponent(location)}`;
}

/** An environment of the file of locations. */
export function deploymentIri(name: string): string {
  return `#deployment/${encodeURIComponent(name)}`;
}

/** Bytes that travelled: the number that the log gave them, or of those without one its place in the log. */
export function transferIri({ started, ended }: Transfer): string {
  return started ? `#transfer/${started.transfer}` : `#transfer/event-${ended?.seq ?? 0}`;
}

/** The last name in a URI or path, decoded. */
export function nameOf(uri: string): string {
  return decoded(uri.replace(/\/+$/, '').replace(/^.*\//, ''));
}
