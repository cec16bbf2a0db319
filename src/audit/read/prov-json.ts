import type { Json } from '../../base/json.ts';

/** What a PROV-JSON document of cwltool says, as far as a run needs it. */
export interface Statements {
  readonly engine: string | undefined;
  readonly activities: readonly Activity[];
  /** Members of collections, values and names of entities, and what bytes an entity stands for. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly values: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly general: ReadonlyMap<string, string>;
}

interface Activity {
  readonly label: string;
  readonly type: string | undefined;
  /** The step, without prefix: `main/rev`. */
  readonly plan: string | undefined;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly used: readonly Use[];
  readonly made: readonly Use[];
  readonly images: readonly string[];
}

interface Use {
  readonly role: string;
  readonly entity: string;
}

type Members = Readonly<Record<string, Json | undefined>>;

/** Reads a PROV-JSON document; what is not as it should be is passed over. */
export function readStatements(document: Json): Statements {
  const all = (kind: string) =>
    Object.entries(membersOf(membersOf(document)[kind])).flatMap(([id, said]) =>
      // One id may be said several things of.
      (Array.isArray(said) ? (said as readonly Json[]) : [said]).map((one): Members => ({ id, ...membersOf(one) })),
    );
  const pairs = (kind: string, from: string, to: string) =>
    all(kind).map((one) => [textOf(one[from]) ?? '', textOf(one[to]) ?? ''] as const);
  const [agents, entities, associated] = [all('agent'), all('entity'), all('wasAssociatedWith')];
  const imageOf = new Map(agents.map((agent) => [textOf(agent['id']), textOf(agent['cwlprov:image'])]));
  const times = (kind: string) =>
    new Map(all(kind).map((one) => [textOf(one['prov:activity']), textOf(one['prov:time'])] as const));
  const [started, ended] = [times('wasStartedBy'), times('wasEndedBy')];
  const uses = (kind: string) =>
    groupBy(
      all(kind).map((one) => ({
        activity: textOf(one['prov:activity']) ?? '',
        role: textOf(one['prov:role']) ?? '',
        entity: textOf(one['prov:entity']) ?? '',
      })),
      ({ activity }) => activity,
    );
  const [used, made] = [uses('used'), uses('wasGeneratedBy')];
  const activities = all('activity').map((activity): Activity => {
    const id = textOf(activity['id']) ?? '';
    const mine = associated.filter((one) => textOf(one['prov:activity']) === id);
    return {
      label: textOf(activity['prov:label']) ?? id,
      type: textOf(activity['prov:type']),
      plan: mine
        .map((one) => textOf(one['prov:plan']))
        .find((plan) => plan !== undefined)
        ?.replace(/^\w+:/, ''),
      start: started.get(id) ?? textOf(activity['prov:startTime']),
      end: ended.get(id) ?? textOf(activity['prov:endTime']),
      used: used.get(id) ?? [],
      made: made.get(id) ?? [],
      images: mine.flatMap((one) => imageOf.get(textOf(one['prov:agent'])) ?? []),
    };
  });
  const known = (name: string) =>
    new Map(entities.flatMap((one) => (one[name] === undefined ? [] : [[textOf(one['id'])!, textOf(one[name]) ?? '']])));
  return {
    engine: agents
      .filter((agent) => /WorkflowEngine/.test(JSON.stringify(agent['prov:type'])))
      .map((agent) => textOf(agent['prov:label']))[0],
    activities,
    members: new Map(
      [...groupBy(pairs('hadMember', 'prov:collection', 'prov:entity'), ([from]) => from)].map(([from, list]) => [
        from,
        list.map(([, to]) => to),
      ]),
    ),
    values: known('prov:value'),
    names: known('cwlprov:basename'),
    general: new Map(pairs('specializationOf', 'prov:specificEntity', 'prov:generalEntity')),
  };
}

/** Text, a number, or the `$` of a typed value; of several the first. */
function textOf(value: Json | undefined): string | undefined {
  const first = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  if (typeof first === 'object' && first !== null) return textOf((first as Members)['$']);
  return first === undefined || first === null ? undefined : String(first);
}

function membersOf(value: Json | undefined): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
