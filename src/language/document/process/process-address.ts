import type { Process } from '../../model/process.ts';

/** How documents may refer to a process: absolute references. Kept beside the model, which does without. */
const addresses = new WeakMap<Process, readonly string[]>();

/** Notes the references that mean a process. */
export function noteAddresses(process: Process, known: readonly string[]): void {
  addresses.set(process, known);
}

/** The absolute references that mean a process: its document, or the document and a fragment. */
export function addressesOf(process: Process): readonly string[] {
  return addresses.get(process) ?? [];
}

/** The references that mean a step of the workflow that these mean: its name is the fragment, or the last part of it. */
export function stepAddresses(workflow: readonly string[], step: string): readonly string[] {
  return workflow.map((address) => `${address}${address.includes('#') ? '/' : '#'}${step}`);
}
