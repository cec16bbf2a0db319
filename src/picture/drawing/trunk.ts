import type { Edge, Node } from '../graph/graph.ts';
import { groupBy } from './group.ts';
import { linkTitle } from '../graph/title.ts';
import type { Unit } from './unit.ts';

/** All links of a level that leave from one place: they share one line as far as they go the same way. */
export interface Trunk {
  readonly id: string;
  readonly from: Unit;
  /** The node that it leaves from, and which of its outputs. */
  readonly node: string;
  readonly output?: string;
  /** Units that it leads to, and for frames at which tab. */
  readonly ends: readonly End[];
  readonly holdsFiles: boolean;
  readonly title: string;
}

interface End {
  readonly to: Unit;
  readonly node: string;
}

/** The trunks among the units of a level. */
export function trunksOf(units: readonly Unit[], edges: readonly Edge[], nodes: ReadonlyMap<string, Node>): readonly Trunk[] {
  const unitOf = new Map(units.flatMap((unit) => unit.nodes.map((node) => [node.id, unit] as const)));
  const own = edges.filter(({ from, to }) => unitOf.has(from) && unitOf.has(to) && unitOf.get(from) !== unitOf.get(to));
  const bundles = groupBy(own, ({ from, output }) => {
    const unit = unitOf.get(from)!;
    return unit.nodes.length > 1 && unit.kind !== 'frame' ? unit.id : JSON.stringify([from, output]);
  });
  return Array.from(bundles, ([id, bundle]): Trunk => {
    const [{ from, output }] = bundle as readonly [Edge, ...Edge[]];
    const ends = new Map<string, End>();
    for (const edge of bundle) {
      const to = unitOf.get(edge.to)!;
      const node = to.kind === 'frame' ? edge.to : to.id;
      ends.set(node, { to, node });
    }
    return {
      id,
      from: unitOf.get(from)!,
      node: from,
      ...(output !== undefined && { output }),
      ends: [...ends.values()],
      holdsFiles: bundle.some((edge) => edge.holdsFiles),
      title: linkTitle(bundle, nodes),
    };
  });
}
