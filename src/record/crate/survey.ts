import { isObject, type CwlValue } from '../../language/model/value.ts';
import { alternatives, type CwlType } from '../../language/model/type.ts';
import { parameterIri } from '../iri.ts';
import { runJob, type Ledger } from '../ledger.ts';
import type { Outline } from '../outline.ts';

/** Ids of the processes that some job ran; a job that never came to an attempt ran nothing, a workflow runs by itself. */
export function processesUsed(outline: Outline, ledger: Ledger): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { created, attempts } of ledger.jobs.values()) {
    if (attempts.length > 0 || outline.processes.get(created.process)?.class === 'Workflow') used.add(created.process);
  }
  return used;
}

/**
 * Parameters whose files are described as Collections: those that declare secondary files, and those of which some
 * value had them. All values of a parameter must have one form, so this is found out before any is described.
 */
export function parametersWithSecondaryFiles(outline: Outline, ledger: Ledger): ReadonlySet<string> {
  const tokens = new Set([...ledger.tokens.values()].filter(({ value }) => hasSecondaryFiles(value)).map(({ token }) => token));
  const found = new Set<string>();
  for (const process of outline.processes.values()) {
    for (const parameter of [...process.inputs, ...process.outputs]) {
      if (parameter.secondaryFiles && holdsFiles(parameter.type)) found.add(parameterIri(process, parameter.name));
    }
  }
  for (const { created } of tokens.size > 0 ? ledger.jobs.values() : []) {
    const process = { id: created.process };
    for (const [name, token] of Object.entries(created.inputs)) if (tokens.has(token)) found.add(parameterIri(process, name));
  }
  for (const token of tokens) {
    const { port, job } = ledger.tokens.get(token)!;
    const id = job === undefined || job === runJob ? '#main' : (ledger.jobs.get(job)?.created.process ?? '#main');
    if (job !== undefined || port.startsWith('#')) found.add(parameterIri({ id }, port.replace(/^.*[/#]/, '')));
  }
  return found;
}

function holdsFiles(type: CwlType): boolean {
  return alternatives(type).some(
    (each) => each === 'File' || (typeof each === 'object' && each.type === 'array' && holdsFiles(each.items)),
  );
}

function hasSecondaryFiles(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecondaryFiles);
  return isObject(value) && Array.isArray(value['secondaryFiles']) && (value['secondaryFiles'] as readonly CwlValue[]).length > 0;
}
