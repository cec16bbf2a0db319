import type { Digest } from '../open/bag.ts';

/** A run as a crate of any producer records it: what check, rerun, compare and audit know of it. */
export interface RecordedRun {
  /** The program that ran the workflow, with its version when that is known. */
  readonly engine?: string;
  readonly status: 'success' | 'failed' | 'unknown';
  /** ISO 8601, as recorded; perhaps without a time zone. */
  readonly start?: string;
  readonly end?: string;
  readonly workflow?: RecordedWorkflow;
  /** Path of an input object in the crate, as CWL writes it. */
  readonly job?: string;
  readonly inputs: readonly RecordedValue[];
  readonly outputs: readonly RecordedValue[];
  readonly steps: readonly RecordedStep[];
  readonly license?: string;
  /** How many runs of the workflow the crate holds beside this one. */
  readonly others: number;
}

/** The workflow of a run. */
export interface RecordedWorkflow {
  readonly id: string;
  /** Where it lies in the crate; absent: somewhere else. */
  readonly path?: string;
  readonly isThere: boolean;
  /** Name of the language, such as `Common Workflow Language`. */
  readonly language?: string;
}

/** What a parameter was given, or gave. */
export interface RecordedValue {
  /** Name of the parameter, without what it belongs to; the name of the file where no parameter is recorded. */
  readonly name: string;
  /** Id of the formal parameter. */
  readonly parameter?: string;
  /** One, unless it is a list; files of other producers stand one by one. */
  readonly items: readonly RecordedItem[];
}

/** A file or folder, or any other value as text. */
export type RecordedItem = RecordedFile | { readonly kind: 'value'; readonly text: string };

/** A file or folder that was used or made. */
export interface RecordedFile {
  readonly kind: 'file' | 'folder';
  readonly id: string;
  /** The name that it had in the run. */
  readonly name: string;
  /** Where it lies in the crate, once it is known to be there. */
  readonly path?: string;
  /** Where else it is said to be. */
  readonly url?: string;
  /** Bytes. */
  readonly size?: number;
  readonly digests: readonly Digest[];
  /** Its bytes, where the metadata holds them as text. */
  readonly text?: string;
  /** When it was last changed, as recorded. */
  readonly modified?: string;
}

/** One execution of a step. */
export interface RecordedStep {
  /** Path of the step in the workflow, such as `main/align/sort`; with `[2]` where it is one of several. */
  readonly name: string;
  readonly status: RecordedRun['status'];
  readonly start?: string;
  readonly end?: string;
  readonly inputs: readonly RecordedValue[];
  readonly outputs: readonly RecordedValue[];
  readonly images: readonly RecordedImage[];
  readonly usage: RecordedUsage;
}

/** A container image that was used. */
export interface RecordedImage {
  /** As a reference: `debian:8`. */
  readonly name: string;
  /** `sha256:` and the digest of its manifest or of itself. */
  readonly digest?: string;
}

/** What an execution needed: seconds and bytes. */
export interface RecordedUsage {
  readonly cpu?: number;
  readonly memory?: number;
}
