import type { Diagnostic } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { thisMachine } from './deployments.ts';
import { fault } from './fault.ts';
import type { LayerEntry, StreamFlowFile } from './file.ts';
import type { BindingFilter, Deployment, MatchingRule, Target } from './topology.ts';

/** The filters of a valid file by name. */
export function readFilters(
  { bindingFilters = {} }: StreamFlowFile,
  deployments: ReadonlyMap<string, Deployment>,
  report: (fault: Diagnostic) => void,
): ReadonlyMap<string, BindingFilter> {
  const names = [...deployments.keys(), thisMachine.name];
  const readRule = (entry: { readonly target: LayerEntry; readonly job: MatchingRule['conditions'] }): MatchingRule => {
    const { target, job } = entry;
    const layer = typeof target === 'string' ? { deployment: target } : target;
    const { deployment } = layer;
    const span = typeof target === 'string' ? spanOf(entry, 'target') : spanOf(target, 'deployment');
    if (!names.includes(deployment)) report(fault(`deployments has no "${deployment}"${didYouMean(deployment, names)}`, span));
    return { ...layer, conditions: job };
  };
  return new Map(
    Object.entries(bindingFilters).map(([name, entry]): [string, BindingFilter] => [
      name,
      entry.type === 'shuffle'
        ? { name, type: 'shuffle' }
        : { name, type: 'matching', rules: entry.config.filters.map(readRule) },
    ]),
  );
}

/**
 * The targets that are left for one job, in the order in which they are to be tried; none when no rule matches. `valueOf`
 * gives an input of the job as text, `random` a number from 0 to below 1.
 */
export function filterTargets(
  targets: readonly Target[],
  filters: readonly BindingFilter[],
  valueOf: (input: string) => string | undefined,
  random: () => number,
): readonly Target[] {
  return filters.reduce(
    (left, filter) =>
      filter.type === 'shuffle' ? shuffled(left, random) : left.filter((target) => matches(target, filter.rules, valueOf)),
    targets,
  );
}

function matches(
  { deployment, service }: Target,
  rules: readonly MatchingRule[],
  valueOf: (input: string) => string | undefined,
) {
  return rules.some(
    (rule) =>
      rule.deployment === deployment.name &&
      (rule.service === undefined || rule.service === service) &&
      rule.conditions.every(({ port, match }) => valueOf(port) === match),
  );
}

/** Every order is as likely as every other (Fisher and Yates). */
function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const list = [...items];
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}
