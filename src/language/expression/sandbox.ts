import { startInterpreter } from './interpreter.ts';
import { openRealm, type Realm } from './realm.ts';
import type { Limits } from './world.ts';

/** Where JavaScript runs that must reach neither the host nor what ran before it. */
export interface Sandbox {
  /** A realm for one job, with `library` as its expressionLib. It costs nothing until its first `run`, then about 0.3 ms. */
  open(library: readonly string[]): Realm;
}

export const defaultLimits: Limits = { seconds: 60, memoryMiB: 64 };

/**
 * Starts the sandbox, which takes 2 ms here and 60 ms in a thread of its own: the first `run` waits for what is left of them.
 * To be opened only when a process asks for InlineJavascriptRequirement. What breaks or overstays is ended with its thread;
 * the next `run` gets a fresh one.
 */
export function openSandbox(limits: Limits): Promise<Sandbox> {
  let interpreter = startInterpreter(limits);
  const current = () => (interpreter.isAlive() ? interpreter : (interpreter = startInterpreter(limits)));
  return Promise.resolve({ open: (library) => openRealm(current, limits, library) });
}
