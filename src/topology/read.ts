import type { Diagnostic } from '../base/error.ts';
import { readYaml } from '../language/document/text/yaml.ts';
import { readWorkflow } from './bindings.ts';
import { inOrder, refuse } from './fault.ts';
import { readDeployments } from './deployments.ts';
import { readFilters } from './filters.ts';
import { withoutEffect } from './no-effect.ts';
import { findAll } from './place.ts';
import type { Topology } from './topology.ts';
import { validate } from './validate.ts';

/** A file that was read, and what in it has no effect. */
export interface ReadTopology {
  readonly topology: Topology;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads a file of StreamFlow (version v1.0); `document` is its URI. `learn` is told the types of its deployments before they
 * are checked, and may add them (`addConnector`). Throws what it throws, DOC_SYNTAX and DOC_TOO_LARGE, or TOPOLOGY_INVALID with
 * every fault: what does not fit the schemas, names of nothing, deployments that wrap each other in a circle.
 */
export async function readTopology(
  text: string,
  document: string,
  learn: (types: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<ReadTopology> {
  const raw = readYaml(text, document);
  const types = ['deployments', 'models'].flatMap((section) => findAll(raw, `${section}.*.type`));
  await learn(types.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])));
  const file = await validate(raw, document);
  const diagnostics: Diagnostic[] = [];
  const report = (fault: Diagnostic) => void diagnostics.push(fault);
  const deployments = readDeployments(file, report);
  const filters = readFilters(file, deployments, report);
  const workflows = Object.entries(file.workflows ?? {}).map(([name, entry]) =>
    readWorkflow(name, entry, document, { deployments, filters, report }),
  );
  diagnostics.push(...withoutEffect(raw));
  refuse(diagnostics);
  return { topology: { document, text, deployments, workflows }, warnings: inOrder(diagnostics) };
}
