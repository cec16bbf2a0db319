import { argument, attributesOf, expression, type Said } from './provn-expression.ts';
import { newNames, type Names } from './provn-name.ts';
import { relations, type Relation } from './relation.ts';
import { baseOf, expand, type Statement, type Term } from './statement.ts';

type Subjects = ReadonlyMap<string, Said>;

/** The first of these that a thing is decides which expression introduces it. */
const elements = [
  { kind: 'prov:Activity', name: 'activity', times: ['prov:startedAtTime', 'prov:endedAtTime'] },
  { kind: 'prov:Agent', name: 'agent', times: [] },
  { kind: 'prov:Entity', name: 'entity', times: [] },
] as const satisfies readonly { kind: Term; name: string; times: readonly Term[] }[];

/** Relations that are never told in full. */
const simple: Readonly<Partial<Record<Term, string>>> = {
  'prov:specializationOf': 'specializationOf',
  'prov:hadMember': 'hadMember',
  'prov:wasInformedBy': 'wasInformedBy',
};

const relationList: readonly Relation[] = Object.values(relations);
const byQualified = new Map(relationList.map((relation) => [relation.qualified, relation]));
const byPlain = new Map(relationList.flatMap((relation) => (relation.plain ? [[relation.plain, relation] as const] : [])));

/** Writes statements as PROV-N: an expression for each thing and each relation between two. */
export function writeProvN(statements: readonly Statement[], run: string): string {
  const names = newNames(baseOf(run));
  const subjects = bySubject(statements);
  const lines = [...subjects].flatMap(([subject, said]) => [
    ...introduction(names, subject, said),
    ...[...said.keys()].flatMap((predicate) => relationsOf(names, subjects, subject, predicate)),
  ]);
  // PROV-N knows two of the prefixes by itself, and lets nobody say what they mean.
  const prefixes = [...names.prefixes].filter(([prefix]) => prefix !== 'prov' && prefix !== 'xsd');
  const head = prefixes.map(([prefix, namespace]) => `  prefix ${prefix} <${namespace}>`);
  return ['document', ...head, '', ...lines, 'endDocument', ''].join('\n');
}

function bySubject(statements: readonly Statement[]): Subjects {
  const subjects = new Map<string, Map<Term, Statement['object'][]>>();
  for (const { subject, predicate, object } of statements) {
    const said = subjects.get(subject) ?? new Map<Term, Statement['object'][]>();
    subjects.set(subject, said.set(predicate, said.get(predicate) ?? []));
    const objects = said.get(predicate)!;
    if (typeof object !== 'string' || !objects.includes(object)) objects.push(object);
  }
  return subjects;
}

function introduction(names: Names, subject: string, said: Said): readonly string[] {
  const element = elements.find(({ kind }) => said.get('rdf:type')?.includes(expand(kind)));
  if (!element) return [];
  const times: readonly Term[] = element.times;
  const isRelation = (predicate: Term) => predicate in simple || byPlain.has(predicate) || byQualified.has(predicate);
  const attributes = attributesOf(names, said, element.kind, (one) => isRelation(one) || times.includes(one));
  return [
    expression(element.name, [names.name(subject), ...times.map((time) => argument(names, said.get(time)?.[0]))], attributes),
  ];
}

function relationsOf(names: Names, subjects: Subjects, subject: string, predicate: Term): readonly string[] {
  const things = (subjects.get(subject)?.get(predicate) ?? []).filter((object) => typeof object === 'string');
  const name = simple[predicate];
  if (name !== undefined) return things.map((thing) => expression(name, [names.name(subject), names.name(thing)]));
  const full = byQualified.get(predicate);
  if (full) return things.map((node) => inFull(names, subject, node, subjects.get(node) ?? new Map(), full));
  const plain = byPlain.get(predicate);
  return plain ? inShort(names, subjects, subject, things, plain) : [];
}

function inFull(names: Names, subject: string, node: string, said: Said, { kind, name, parts }: Relation): string {
  const first = `${names.name(node)}; ${names.name(subject)}`;
  const others = parts.map((part) => argument(names, said.get(part)?.[0]));
  return expression(
    name,
    [first, ...others],
    attributesOf(names, said, kind, (one) => parts.includes(one)),
  );
}

/** What is told in full already is not told again. */
function inShort(names: Names, subjects: Subjects, subject: string, things: readonly string[], relation: Relation): string[] {
  const { qualified, name, parts } = relation;
  const nodes = (subjects.get(subject)?.get(qualified) ?? []).map((node) =>
    typeof node === 'string' ? subjects.get(node) : undefined,
  );
  const told = new Set(nodes.map((said) => said?.get(parts[0]!)?.[0]));
  const unknown = parts.slice(1).map(() => argument(names, undefined));
  const rest = things.filter((thing) => !told.has(thing));
  return rest.map((thing) => expression(name, [names.name(subject), names.name(thing), ...unknown]));
}
