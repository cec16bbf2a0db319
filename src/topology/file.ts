import type { RawMap } from '../language/document/text/raw.ts';
import type { MatchingRule } from './topology.ts';

/** A file that fits the schema (`schema/file.ts`), as far as it has an effect. */
export interface StreamFlowFile {
  readonly workflows?: Readonly<Record<string, WorkflowEntry>>;
  readonly deployments?: Readonly<Record<string, DeploymentEntry>>;
  /** The older name of `deployments`. */
  readonly models?: Readonly<Record<string, DeploymentEntry>>;
  readonly bindingFilters?: Readonly<Record<string, FilterEntry>>;
}

export interface WorkflowEntry {
  readonly config: { readonly file: string; readonly settings?: string };
  readonly bindings?: readonly (BindingEntry | readonly BindingEntry[])[];
}

export type BindingEntry = (
  { readonly step: string; readonly filters?: readonly string[] } | { readonly port: string; readonly step?: never }
) & { readonly target: TargetEntry | readonly TargetEntry[] };

export interface TargetEntry {
  readonly deployment?: string;
  /** The older name of `deployment`. */
  readonly model?: string;
  readonly service?: string;
  readonly locations?: number;
  /** The older name of `locations`. */
  readonly resources?: number;
  readonly workdir?: string;
}

export interface DeploymentEntry {
  readonly type: string;
  readonly config: RawMap;
  readonly external?: boolean;
  readonly lazy?: boolean;
  readonly workdir?: string;
  readonly wraps?: LayerEntry;
}

/** A deployment, of which a part may be named. */
export type LayerEntry = string | { readonly deployment: string; readonly service?: string };

export type FilterEntry =
  | { readonly type: 'shuffle' }
  | {
      readonly type: 'matching';
      readonly config: { readonly filters: readonly { readonly target: LayerEntry; readonly job: MatchingRule['conditions'] }[] };
    };
