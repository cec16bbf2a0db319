import { engineAnswers } from './engine.ts';
import { hostsAnswer } from './hosts/hosts.ts';
import { registryAnswers } from './registry.ts';

/** Whether the bed's engine, its registry and all daemons of its hosts answer. */
export async function bedIsUp(): Promise<boolean> {
  return (await engineAnswers()) && (await registryAnswers()) && (await hostsAnswer());
}

/** Throws when the bed is not up. */
export async function needBed(): Promise<void> {
  if (!(await bedIsUp())) throw new Error('the bed is not up: run `npm run conformance -- bed up` first');
}
