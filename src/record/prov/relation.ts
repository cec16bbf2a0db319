import { moment, type Scribe, type Term } from './statement.ts';

/** A relation of PROV that can be told in full: by a node of its own, which has a role, a time or a plan. */
export interface Relation {
  /** The class of the node. */
  readonly kind: Term;
  /** Leads from the first thing to the node. */
  readonly qualified: Term;
  /** Leads from the first thing straight to the second; absent where PROV-O has no property for it. */
  readonly plain?: Term;
  /** Name in PROV-N, and what stands there after the first thing, in order. */
  readonly name: string;
  readonly parts: readonly Term[];
}

/** The relations that are told in full. The first part is the second thing (PROV-O §3.3). */
export const relations = {
  usage: {
    kind: 'prov:Usage',
    qualified: 'prov:qualifiedUsage',
    plain: 'prov:used',
    name: 'used',
    parts: ['prov:entity', 'prov:atTime'],
  },
  generation: {
    kind: 'prov:Generation',
    qualified: 'prov:qualifiedGeneration',
    plain: 'prov:wasGeneratedBy',
    name: 'wasGeneratedBy',
    parts: ['prov:activity', 'prov:atTime'],
  },
  association: {
    kind: 'prov:Association',
    qualified: 'prov:qualifiedAssociation',
    plain: 'prov:wasAssociatedWith',
    name: 'wasAssociatedWith',
    parts: ['prov:agent', 'prov:hadPlan'],
  },
  delegation: {
    kind: 'prov:Delegation',
    qualified: 'prov:qualifiedDelegation',
    plain: 'prov:actedOnBehalfOf',
    name: 'actedOnBehalfOf',
    parts: ['prov:agent', 'prov:hadActivity'],
  },
  derivation: {
    kind: 'prov:Derivation',
    qualified: 'prov:qualifiedDerivation',
    plain: 'prov:wasDerivedFrom',
    name: 'wasDerivedFrom',
    parts: ['prov:entity', 'prov:hadActivity', 'prov:hadGeneration', 'prov:hadUsage'],
  },
  start: {
    kind: 'prov:Start',
    qualified: 'prov:qualifiedStart',
    name: 'wasStartedBy',
    parts: ['prov:entity', 'prov:hadActivity', 'prov:atTime'],
  },
  end: {
    kind: 'prov:End',
    qualified: 'prov:qualifiedEnd',
    name: 'wasEndedBy',
    parts: ['prov:entity', 'prov:hadActivity', 'prov:atTime'],
  },
} as const satisfies Record<string, Relation>;

/** What can be told of a relation. */
interface Facts {
  readonly activity?: string | undefined;
  readonly plan?: string;
  readonly role?: string | undefined;
  readonly time?: string;
}

/**
 * Says that the first thing stands in a relation to the second, in short and in full. `node` is the IRI of the full form;
 * `second` is absent for what began or ended by itself.
 */
export function relate(
  scribe: Scribe,
  name: keyof typeof relations,
  first: string,
  second: string | undefined,
  node: string,
  { activity, plan, role, time }: Facts = {},
): void {
  const relation: Relation = relations[name];
  if (relation.plain) scribe.say(first, relation.plain, second);
  scribe.say(first, relation.qualified, node);
  scribe.introduce(node, [relation.kind]);
  scribe.say(node, relation.parts[0]!, second);
  scribe.say(node, 'prov:hadActivity', activity);
  scribe.say(node, 'prov:hadPlan', plan);
  scribe.say(node, 'prov:hadRole', role);
  scribe.say(node, 'prov:atTime', time === undefined ? undefined : moment(time));
}
