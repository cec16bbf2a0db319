import { inForce, type Demands, type ResourceRequirement } from '../../language/model/requirement.ts';
import { writeNumber } from '../../base/json.ts';

/** What a process asks for in words (CWL v1.2 ResourceRequirement): cores, and mebibytes of memory and of disk. */
export function resourceDemands(demands: Demands): Record<string, string | undefined> {
  const asked = inForce(demands, 'ResourceRequirement');
  if (!asked) return {};
  const disk = [
    range(asked.outdirMin, asked.outdirMax, 'MiB for results'),
    range(asked.tmpdirMin, asked.tmpdirMax, 'MiB of scratch space'),
  ].filter((words) => words !== undefined);
  return {
    processorRequirements: range(asked.coresMin, asked.coresMax, 'cores'),
    memoryRequirements: range(asked.ramMin, asked.ramMax, 'MiB'),
    storageRequirements: disk.length > 0 ? disk.join(', ') : undefined,
  };
}

type Bound = ResourceRequirement['coresMin'];

function range(least: Bound, most: Bound, unit: string): string | undefined {
  const word = (bound: Bound) => (typeof bound === 'number' ? writeNumber(bound) : bound);
  if (least === undefined && most === undefined) return undefined;
  const lower = least === undefined ? [] : [`at least ${word(least)}`];
  const upper = most === undefined ? [] : [`at most ${word(most)}`];
  return `${[...lower, ...upper].join(', ')} ${unit}`;
}
