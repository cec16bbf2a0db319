import { readGraph } from '../read/graph.ts';
import type { Metadata } from './metadata.ts';

interface Profile {
  readonly name: string;
  /** The IRIs that claim it. */
  readonly claim: RegExp;
  /** What it builds upon. */
  readonly on: readonly string[];
}

/** Profiles that are checked. The versions of Workflow Run before 0.5 ask for no more than 0.5. */
const known: readonly Profile[] = [
  { name: 'ro-crate-1.1', claim: /^https?:\/\/w3id\.org\/ro\/crate\/1\.1\b/, on: [] },
  { name: 'ro-crate-1.3', claim: /^https?:\/\/w3id\.org\/ro\/crate\/1\.3\b/, on: [] },
  { name: 'workflow-ro-crate-1.0', claim: workflowRoCrate('1\\.0'), on: ['ro-crate-1.1'] },
  { name: 'workflow-ro-crate-1.1', claim: workflowRoCrate('1\\.1'), on: ['ro-crate-1.3'] },
  ...runProfiles('0.5', '0\\.[1-5](-DRAFT)?', 'ro-crate-1.1', 'workflow-ro-crate-1.0'),
  ...runProfiles('0.6', '0\\.6(-DRAFT)?', 'ro-crate-1.3', 'workflow-ro-crate-1.1'),
];

function workflowRoCrate(version: string): RegExp {
  return new RegExp(`^https?://w3id\\.org/workflowhub/workflow-ro-crate/${version}$`);
}

/** The three profiles of Workflow Run RO-Crate in one version. */
function runProfiles(version: string, versions: string, roCrate: string, workflowCrate: string): readonly Profile[] {
  const claim = (name: string) => new RegExp(`^https?://w3id\\.org/ro/wfrun/${name}/${versions}$`);
  const [process, workflow] = [`process-run-crate-${version}`, `workflow-run-crate-${version}`];
  return [
    { name: process, claim: claim('process'), on: [roCrate] },
    { name: workflow, claim: claim('workflow'), on: [process, workflowCrate] },
    { name: `provenance-run-crate-${version}`, claim: claim('provenance'), on: [workflow] },
  ];
}

/** The profiles that a crate has to meet: those it claims and all they build upon, and what crate-run asks of every crate. */
export function profilesOf(metadata: Metadata): readonly string[] {
  const claims = readGraph(metadata).entities.flatMap((entity) => entity.ids('conformsTo'));
  const claimed = known.filter(({ claim }) => claims.some((iri) => claim.test(iri))).map(({ name }) => name);
  const all = new Set<string>(claimed.length > 0 ? claimed : ['ro-crate-1.1']);
  // A set grows while it is walked.
  for (const name of all) for (const base of known.find((profile) => profile.name === name)?.on ?? []) all.add(base);
  return [...known.map(({ name }) => name).filter((name) => all.has(name)), 'crate-run'];
}
