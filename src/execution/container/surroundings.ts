import { homedir } from 'node:os';

/** Settings that tell where engines listen: the variables of the environment, the user's home folder. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Those of this process. */
export function ownSurroundings(): Surroundings {
  return { environment: process.env, home: homedir() };
}
