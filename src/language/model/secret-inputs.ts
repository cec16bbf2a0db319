import type { Process } from './process.ts';
import type { Demands, RequirementOf } from './requirement.ts';

/**
 * Names of the inputs of a process whose values are secret: those that its own cwltool:Secrets names, and those that
 * reach a secret input of a step, however deep.
 */
export function secretInputs(process: Process): ReadonlySet<string> {
  const names = new Set(secretsOf(process).flatMap(({ secrets }) => secrets));
  for (const step of process.class === 'Workflow' ? process.steps : []) {
    const inner = new Set([...secretsOf(step).flatMap(({ secrets }) => secrets), ...secretInputs(step.run)]);
    for (const { name, source } of step.in) if (inner.has(name)) for (const port of source) names.add(port);
  }
  return new Set(process.inputs.map(({ name }) => name).filter((name) => names.has(name)));
}

/** Every cwltool:Secrets of a process or step itself. */
export function secretsOf({ requirements, hints }: Demands): readonly RequirementOf<'Secrets'>[] {
  return [...requirements, ...hints].filter((demand) => demand.class === 'Secrets');
}
