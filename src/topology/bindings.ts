import type { Diagnostic } from '../base/error.ts';
import { spanOf, type Span } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { resolvePath } from '../language/document/text/location.ts';
import { checkService, thisMachine } from './deployments.ts';
import { fault, warning } from './fault.ts';
import type { BindingEntry, TargetEntry, WorkflowEntry } from './file.ts';
import { normalPath } from './path.ts';
import type { BindingFilter, BoundWorkflow, Deployment, PortBinding, StepBinding, Target } from './topology.ts';

/** What bindings refer to, and where faults go. */
export interface Known {
  readonly deployments: ReadonlyMap<string, Deployment>;
  readonly filters: ReadonlyMap<string, BindingFilter>;
  readonly report: (fault: Diagnostic) => void;
}

/** A workflow of a valid file. Of two bindings of the same path the last counts. */
export function readWorkflow(
  name: string,
  { config, bindings = [] }: WorkflowEntry,
  document: string,
  known: Known,
): BoundWorkflow {
  const steps = new Map<string, StepBinding>();
  const ports = new Map<string, PortBinding>();
  const note = (path: string, before: { readonly span?: Span | undefined } | undefined) => {
    if (before) known.report(warning(`${path} is bound again below, so this binding has no effect`, before.span));
  };
  const list: readonly BindingEntry[] = bindings.flat();
  for (const binding of list) {
    const targets = [binding.target].flat().flatMap((target: TargetEntry) => readTarget(target, known));
    if (binding.step === undefined) {
      const path = normalPath(binding.port);
      const target = dataTarget(path, targets, spanOf(binding, 'port'), known);
      if (target === undefined) continue;
      note(path, ports.get(path));
      ports.set(path, { path, target, span: spanOf(binding, 'port') });
    } else {
      const path = normalPath(binding.step);
      note(path, steps.get(path));
      const filters = (binding.filters ?? []).flatMap((filter, index) =>
        findFilter(filter, spanOf(binding.filters, index), known),
      );
      steps.set(path, { path, targets, filters, span: spanOf(binding, 'step') });
    }
  }
  const { file, settings } = config;
  return {
    name,
    file: resolvePath(file, document),
    ...(settings !== undefined && { settings: resolvePath(settings, document) }),
    steps,
    ports,
  };
}

function readTarget(entry: TargetEntry, { deployments, report }: Known): readonly Target[] {
  const { deployment: name = entry.model!, service, locations = entry.resources ?? 1, workdir } = entry;
  const span = spanOf(entry, entry.deployment === undefined ? 'model' : 'deployment');
  const deployment = deployments.get(name) ?? (name === thisMachine.name ? thisMachine : undefined);
  if (deployment === undefined) {
    report(fault(`deployments has no "${name}"${didYouMean(name, [...deployments.keys(), thisMachine.name])}`, span));
    return [];
  }
  const target: Target = {
    deployment,
    ...(service !== undefined && { service }),
    locations,
    ...(workdir !== undefined && { workdir }),
    span,
  };
  checkService(target, spanOf(entry, 'service'), report);
  return [target];
}

/** The one place where data is; undefined, with a fault reported, when that is not clear. */
function dataTarget(
  path: string,
  [target, ...more]: readonly Target[],
  span: Span | undefined,
  { report }: Known,
): PortBinding['target'] | undefined {
  if (target === undefined) return undefined;
  if (more.length > 0) report(fault(`port ${path} has ${more.length + 1} targets, but data is in one place`, span));
  const { workdir } = target;
  if (workdir !== undefined) return { ...target, workdir };
  report(fault(`the target of port ${path} needs "workdir", the folder where its data is`, span));
  return undefined;
}

function findFilter(name: string, span: Span | undefined, { filters, report }: Known): readonly BindingFilter[] {
  const filter = filters.get(name);
  if (filter !== undefined) return [filter];
  report(fault(`bindingFilters has no "${name}"${didYouMean(name, filters.keys())}`, span));
  return [];
}
