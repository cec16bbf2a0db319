import { engineAnswers } from './engine.ts';
import { registryAnswers } from './registry.ts';

/** Whether the bed's engine and registry answer. */
export async function bedIsUp(): Promise<boolean> {
  return (await engineAnswers()) && (await registryAnswers());
}

/** Throws when the bed is not up. */
export async function needBed(): Promise<void> {
  if (!(await bedIsUp())) throw new Error('the bed is not up: run `npm run conformance -- bed up` first');
}
