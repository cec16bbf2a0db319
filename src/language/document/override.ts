import { CrateRunError, type Diagnostic } from '../../base/error.ts';
import { samePlace } from '../../base/span.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { CwlVersion, Process, WorkflowStep } from '../model/process.ts';
import type { Requirement } from '../model/requirement.ts';
import { fault, type Scope } from './field/cursor.ts';
import { overridesField, type Override } from './overrides.ts';
import { addressesOf, stepAddresses } from './process/process-address.ts';
import { requirements } from './requirement/requirement.ts';
import { baseOf, resolveReference } from './text/location.ts';

/** A process with its overrides in place. */
export interface Overridden {
  readonly process: Process;
  readonly warnings: readonly Diagnostic[];
}

/**
 * The process with the overrides in place, in it and in all that it runs; later ones win over earlier ones. An override
 * that means nothing is a warning. Throws CWL_INPUT with every fault of the requirements.
 */
export function override(process: Process, overrides: readonly Override[]): Overridden {
  if (overrides.length === 0) return { process, warnings: [] };
  const diagnostics: Diagnostic[] = [];
  const met = new Set<string>();
  const made = new Map<Process, Process>();
  const targets = overrides.map((one) => ({ ...one, address: addressOf(one.target, process.document) }));

  const whole = rewrite(process);
  for (const { target, address, span } of targets) {
    if (met.has(address)) continue;
    const names = [...met].map((known) => shown(known, process.document));
    const message = `${overridesField}: nothing is called ${target}${didYouMean(target, names) || `; there is ${names.join(', ')}`}`;
    diagnostics.push({ severity: 'warning', code: 'CWL_INPUT', message, span });
  }
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first) throw new CrateRunError('CWL_INPUT', first.message, { span: first.span, diagnostics });
  return { process: whole, warnings: diagnostics };

  function rewrite(old: Process): Process {
    const known = made.get(old);
    if (known) return known;
    const addresses = addressesOf(old);
    const requirements = withOverrides(old.requirements, addresses, old.cwlVersion);
    const rewritten: Process = {
      ...old,
      requirements,
      ...(old.class === 'Workflow' && { steps: old.steps.map((step) => rewriteStep(step, addresses, old.cwlVersion)) }),
    };
    made.set(old, samePlace(rewritten, old));
    return rewritten;
  }

  function rewriteStep(step: WorkflowStep, workflow: readonly string[], version: CwlVersion): WorkflowStep {
    const requirements = withOverrides(step.requirements, stepAddresses(workflow, step.name), version);
    return samePlace({ ...step, requirements, run: rewrite(step.run) }, step);
  }

  function withOverrides(own: readonly Requirement[], addresses: readonly string[], version: CwlVersion): readonly Requirement[] {
    for (const address of addresses) met.add(address);
    const added = targets.filter(({ address }) => addresses.includes(address)).flatMap((one) => read(one, version));
    return [...new Map([...own, ...added].map((requirement) => [requirement.class, requirement])).values()];
  }

  function read({ requirements: value, span, namespaces }: Override, version: CwlVersion): readonly Requirement[] {
    const scope: Scope = {
      version,
      report: (diagnostic) => void diagnostics.push(diagnostic),
      isFaulty: () => false,
      namespaces: () => namespaces,
      namedType: (at) => fault(at, 'DOC_REFERENCE', `${at.name}: overrides define no types`),
      process: () => undefined,
    };
    return requirements({ value, span, name: 'requirements', scope }) ?? [];
  }
}

function addressOf(target: string, base: string): string {
  const { document, fragment } = resolveReference(target, base);
  return fragment === undefined ? document : `${document}#${fragment}`;
}

/** An address as people write it: `#step` in the document of the run, else `tool.cwl#step`. */
function shown(address: string, main: string): string {
  const { document, fragment } = resolveReference(address, address);
  const end = fragment === undefined ? '' : `#${fragment}`;
  return document === main && end !== '' ? end : `${baseOf(document)}${end}`;
}
