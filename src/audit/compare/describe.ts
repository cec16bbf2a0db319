import type { Compared } from './comparison.ts';
import type { Removal } from './finding.ts';

/** What was found of a file, in a line without its level. */
export function describe({ difference, worst, statistic, removed = [], reason, other, format }: Compared): string {
  const said = [
    difference && `${difference.place}: ${difference.a} -> ${difference.b}`,
    worst &&
      `worst at ${worst.place}: ${worst.a} -> ${worst.b} (relative ${worst.relative.toPrecision(2)}, absolute ${worst.absolute.toPrecision(2)})`,
    statistic && `${statistic.name} ${statistic.value.toPrecision(2)}, at most ${statistic.bound} asked for`,
    !difference && removed.length > 0 && `without ${removed.map(removalText).join(', ')}`,
    reason,
    other !== undefined && `there as ${other}`,
  ].filter((text) => typeof text === 'string');
  return `${format === undefined ? '' : `${format}; `}${said.join('; ')}`;
}

function removalText({ name, count }: Removal): string {
  return count > 1 ? `${count} × ${name}` : name;
}
