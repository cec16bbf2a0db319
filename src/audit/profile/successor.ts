/**
 * Profiles that ask for the same as the one before, of the terms of RO-Crate 1.3, and the text that changes. RO-Crate 1.3 asks for
 * more than 1.1; the checks that both have keep the numbers of 1.1, which are not those that rocrate-validator has for 1.3.
 */
const before: Readonly<Record<string, string>> = {
  'ro-crate-1.3': 'ro-crate-1.1',
  'workflow-ro-crate-1.1': 'workflow-ro-crate-1.0',
  'process-run-crate-0.6': 'process-run-crate-0.5',
  'workflow-run-crate-0.6': 'workflow-run-crate-0.5',
  'provenance-run-crate-0.6': 'provenance-run-crate-0.5',
};

const changes: readonly (readonly [RegExp, string])[] = [
  [/check:ro-crate-1\.1_/g, 'check:ro-crate-1.3-as-1.1_'],
  [/check:workflow-ro-crate-1\.0_/g, 'check:workflow-ro-crate-1.1_'],
  [/(check:[a-z]+-run-crate-0)\.5_/g, '$1.6_'],
  // Workflow RO-Crate 1.1 is claimed by the root and no longer by the metadata file.
  [/role:Descriptor ;(\s+sh:path dct:conformsTo ;\s+sh:hasValue) <https:\/\/w3id\.org\/ro\/crate\/1\.1> ,/g, 'role:Root ;$1'],
  [/conformsTo of ro-crate-metadata\.json refer to both https:\S+ and/g, 'conformsTo of ./ refer to'],
  [/w3id\.org\/ro\/crate\/1\.1/g, 'w3id.org/ro/crate/1.3'],
  [/ro-crate\/specification\/1\.1\//g, 'ro-crate/specification/1.3/'],
  [/RO-Crate 1\.1/g, 'RO-Crate 1.3'],
  [/(workflow-ro-crate|Workflow-RO-Crate)\/1\.0/g, '$1/1.1'],
  [/(ro\/wfrun\/[a-z]+\/0)\.5/g, '$1.6'],
  [/<https:\/\/bioschemas\.org\/(ComputationalWorkflow#)?>/g, '<https://bioschemas.org/terms/>'],
];

/** The profile whose shapes a profile is made of: mostly itself. */
export function originOf(profile: string): string {
  return before[profile] ?? profile;
}

/** The shapes of the profile before, as Turtle, as those of its successor. */
export function succeed(turtle: string): string {
  return changes.reduce((text, [from, to]) => text.replace(from, to), turtle);
}
