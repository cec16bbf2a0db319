/** Profiles that parts of a crate claim to conform to, whatever its own. */
export const profiles = {
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

/** Where the terms that no one else defines live; `profiles/crate-run.json` says what they mean. */
export const ownNamespace = 'https://w3id.org/ro/terms/crate-run#';

/** Where the terms of the Workflow Run profiles live. */
export const workflowRunNamespace = 'https://w3id.org/ro/terms/workflow-run#';

/** Our own properties that crates use. */
export const ownProperties = [
  'attempt',
  'boundTo',
  'containerEngine',
  'iteration',
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
