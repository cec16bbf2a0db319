import { readGraph } from '../read/graph.ts';
import type { Metadata } from './metadata.ts';

/** Profiles that are checked, with what each builds upon. The versions of Workflow Run before 0.5 ask for no more than 0.5. */
const known = [
  { name: 'ro-crate-1.1', claim: /^https?:\/\/w3id\.org\/ro\/crate\/1\.1\b/, on: [] },
  {
    name: 'process-run-crate-0.5',
    claim: /^https?:\/\/w3id\.org\/ro\/wfrun\/process\/0\.[1-5](-DRAFT)?$/,
    on: ['ro-crate-1.1'],
  },
  {
    name: 'workflow-ro-crate-1.0',
    claim: /^https?:\/\/w3id\.org\/workflowhub\/workflow-ro-crate\/1\.0$/,
    on: ['ro-crate-1.1'],
  },
  {
    name: 'workflow-run-crate-0.5',
    claim: /^https?:\/\/w3id\.org\/ro\/wfrun\/workflow\/0\.[1-5](-DRAFT)?$/,
    on: ['process-run-crate-0.5', 'workflow-ro-crate-1.0'],
  },
  {
    name: 'provenance-run-crate-0.5',
    claim: /^https?:\/\/w3id\.org\/ro\/wfrun\/provenance\/0\.[1-5](-DRAFT)?$/,
    on: ['workflow-run-crate-0.5'],
  },
] as const satisfies readonly { name: string; claim: RegExp; on: readonly string[] }[];

/** The profiles that a crate has to meet: those it claims and all they build upon, and what crate-run asks of every crate. */
export function profilesOf(metadata: Metadata): readonly string[] {
  const claims = readGraph(metadata).entities.flatMap((entity) => entity.ids('conformsTo'));
  const claimed = known.filter(({ claim }) => claims.some((iri) => claim.test(iri))).map(({ name }) => name);
  const all = new Set<string>(claimed.length > 0 ? claimed : ['ro-crate-1.1']);
  // A set grows while it is walked.
  for (const name of all) for (const base of known.find((profile) => profile.name === name)?.on ?? []) all.add(base);
  return [...known.map(({ name }) => name).filter((name) => all.has(name)), 'crate-run'];
}
