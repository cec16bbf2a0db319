import { ownNamespace, ownProperties, profiles } from './terms.ts';

/** The two versions of the profiles that a crate can follow; they differ in names only. */
export const dialectNames = ['0.5', '0.6'] as const;
export type DialectName = (typeof dialectNames)[number];

interface Profile {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** What one version of the profiles calls things. */
export interface Dialect {
  /** The RO-Crate version that the metadata file follows. */
  readonly roCrate: string;
  /** What the descriptor of the metadata file claims; later versions let the root claim the rest. */
  readonly descriptor: readonly string[];
  readonly process: Profile;
  readonly workflow: Profile;
  readonly provenance: Profile;
  readonly workflowCrate: Profile;
  /** How profiles themselves are typed. */
  readonly profileType: string | readonly string[];
  /** The JSON-LD context of the metadata file. */
  readonly context: readonly [string, string, Readonly<Record<string, string>>];
}

/** 0.5 stands on RO-Crate 1.1 and Workflow RO-Crate 1.0, 0.6 on RO-Crate 1.3 and Workflow RO-Crate 1.1. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  '0.5': {
    ...names('0.5', '1.1', '1.0'),
    descriptor: ['https://w3id.org/ro/crate/1.1', 'https://w3id.org/workflowhub/workflow-ro-crate/1.0'],
    profileType: 'CreativeWork',
    context: context('1.1', { buildInstructions: 'https://codemeta.github.io/terms/buildInstructions' }),
  },
  '0.6': {
    ...names('0.6', '1.3', '1.1'),
    descriptor: ['https://w3id.org/ro/crate/1.3'],
    profileType: ['CreativeWork', 'Profile'],
    context: context('1.3', {}),
  },
};

/** Every profile that a crate of the dialect names. */
export function profilesOf({ process, workflow, provenance, workflowCrate }: Dialect): readonly Profile[] {
  return [process, workflow, provenance, workflowCrate, ...Object.values(profiles)];
}

function names(run: string, roCrate: string, workflowCrate: string) {
  const profile = (kind: string) => ({
    id: `https://w3id.org/ro/wfrun/${kind.toLowerCase()}/${run}`,
    name: `${kind} Run Crate`,
    version: run,
  });
  return {
    roCrate: `https://w3id.org/ro/crate/${roCrate}`,
    process: profile('Process'),
    workflow: profile('Workflow'),
    provenance: profile('Provenance'),
    workflowCrate: {
      id: `https://w3id.org/workflowhub/workflow-ro-crate/${workflowCrate}`,
      name: 'Workflow RO-Crate',
      version: workflowCrate,
    },
  };
}

/** Terms that neither context has are defined in place. */
function context(roCrate: string, missing: Readonly<Record<string, string>>): Dialect['context'] {
  return [
    `https://w3id.org/ro/crate/${roCrate}/context`,
    'https://w3id.org/ro/terms/workflow-run/context',
    {
      ...missing,
      exitCode: 'https://w3id.org/ro/terms/sapporo#exitCode',
      ...Object.fromEntries(ownProperties.map((term) => [term, ownNamespace + term])),
    },
  ];
}
