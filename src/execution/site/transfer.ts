import type { Route } from '../../event/event.ts';

/** A file or folder that is to travel. `from` and `to` are URIs; locations are named unless they are this machine. */
export interface Journey {
  readonly from: string;
  readonly to: string;
  readonly fromLocation?: string;
  readonly toLocation?: string;
  readonly route: Route;
}

/** What came of a journey. */
export interface Arrival {
  readonly bytes: number;
  /** Of a file that was found at its arrival as it was before. */
  readonly sha256?: string;
}

/** Writes journeys down. */
export interface TransferLog {
  /** Carries journeys out together: `travel` gives an arrival for each, in order. What it throws is written down for all, and thrown on. */
  during(journeys: readonly Journey[], travel: () => Promise<readonly Arrival[]>): Promise<void>;
}
