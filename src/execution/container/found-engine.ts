import type { EngineAddress } from './address.ts';
import type { EngineApi } from './api.ts';

/** An engine that answered. */
export interface FoundEngine {
  readonly api: EngineApi;
  readonly address: EngineAddress;
  readonly name: string;
  readonly version: string;
  /** Whether it runs as the user: then root in a container is the user outside. */
  readonly isRootless: boolean;
}
