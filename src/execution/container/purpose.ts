import type { ContainerSettings } from './engine.ts';

/** What containers are wanted for. */
export interface Purpose {
  readonly settings: ContainerSettings;
  /** A folder that exists, for files while jobs run. */
  readonly scratch: string;
  /** Id of the run, and the label under which all its containers bear it. */
  readonly run: string;
  readonly label: string;
}
