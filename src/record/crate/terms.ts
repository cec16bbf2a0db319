/** IRIs that the crate claims to conform to, with their names and versions; the first four make up the root's claim. */
export const profiles = {
  process: { id: 'https://w3id.org/ro/wfrun/process/0.5', name: 'Process Run Crate', version: '0.5' },
  workflow: { id: 'https://w3id.org/ro/wfrun/workflow/0.5', name: 'Workflow Run Crate', version: '0.5' },
  provenance: { id: 'https://w3id.org/ro/wfrun/provenance/0.5', name: 'Provenance Run Crate', version: '0.5' },
  workflowCrate: { id: 'https://w3id.org/workflowhub/workflow-ro-crate/1.0', name: 'Workflow RO-Crate', version: '1.0' },
  computationalWorkflow: {
    id: 'https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE',
    name: 'Bioschemas ComputationalWorkflow',
    version: '1.0-RELEASE',
  },
  formalParameter: {
    id: 'https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE',
    name: 'Bioschemas FormalParameter',
    version: '1.0-RELEASE',
  },
} as const;

/** The RO-Crate version that the metadata file follows. */
export const roCrate = 'https://w3id.org/ro/crate/1.1';

/** Where the terms that no one else defines live; `profiles/crate-run.json` says what they mean. */
export const ownNamespace = 'https://w3id.org/ro/terms/crate-run#';

/** Where the terms of the Workflow Run profiles live. */
export const workflowRunNamespace = 'https://w3id.org/ro/terms/workflow-run#';

const ownProperties = [
  'attempt',
  'boundTo',
  'containerEngine',
  'networkAccess',
  'parentAction',
  'scatterIndex',
  'scheduling',
  'software',
  'storedAt',
  'transferRoute',
  'transferSource',
  'transferTarget',
  'transferredBytes',
  'transferredSha256',
] as const;

/** The JSON-LD context of the metadata file. */
export const crateContext = [
  'https://w3id.org/ro/crate/1.1/context',
  'https://w3id.org/ro/terms/workflow-run/context',
  {
    exitCode: 'https://w3id.org/ro/terms/sapporo#exitCode',
    ...Object.fromEntries(ownProperties.map((term) => [term, ownNamespace + term])),
  },
] as const;
