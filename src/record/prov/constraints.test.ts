import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store, type Term } from 'oxigraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import { describeRun } from '../crate/crate.ts';
import { readLedger } from '../ledger.ts';
import { describeProvenance } from './provenance.ts';
import { writeTurtle } from './turtle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prov-constraints-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** PROV-CONSTRAINTS that a run could break, by number: what each query finds breaks one. */
const constraints = {
  '22 key-object: a relation is told in full for one pair only':
    'SELECT ?x { ?a ?q ?x . ?b ?q ?x . FILTER(?a != ?b && STRSTARTS(STR(?q), CONCAT(STR(prov:), "qualified"))) }',
  '24 unique-generation: one activity generates an entity once':
    'SELECT ?x { ?x prov:qualifiedGeneration ?g, ?h . ?g prov:activity ?a . ?h prov:activity ?a . FILTER(?g != ?h) }',
  '28 unique-startTime': 'SELECT ?x { ?x prov:startedAtTime ?s ; prov:qualifiedStart/prov:atTime ?t FILTER(?s != ?t) }',
  '29 unique-endTime': 'SELECT ?x { ?x prov:endedAtTime ?s ; prov:qualifiedEnd/prov:atTime ?t FILTER(?s != ?t) }',
  '30 start-precedes-end': 'SELECT ?x { ?x prov:startedAtTime ?s ; prov:endedAtTime ?e FILTER(?s > ?e) }',
  '33 usage-within-activity':
    'SELECT ?x { ?x prov:startedAtTime ?s ; prov:endedAtTime ?e ; prov:qualifiedUsage/prov:atTime ?t FILTER(?t < ?s || ?t > ?e) }',
  '34 generation-within-activity':
    'SELECT ?x { ?g prov:activity ?x ; prov:atTime ?t . ?x prov:startedAtTime ?s ; prov:endedAtTime ?e FILTER(?t < ?s || ?t > ?e) }',
  '37 generation-precedes-usage':
    'SELECT ?x { ?u prov:entity ?x ; a prov:Usage ; prov:atTime ?t . ?x prov:qualifiedGeneration/prov:atTime ?g FILTER(?g > ?t) }',
  '39 generation-generation-ordering: two activities generate an entity at one time':
    'SELECT ?x { ?x prov:qualifiedGeneration/prov:atTime ?s, ?t FILTER(?s < ?t) }',
  '42 derivation-generation-generation-ordering':
    'SELECT ?x { ?x prov:wasDerivedFrom ?y ; prov:qualifiedGeneration/prov:atTime ?t . ?y prov:qualifiedGeneration/prov:atTime ?s FILTER(?s > ?t) }',
  '42 nothing derives from itself': 'SELECT ?x { ?x prov:wasDerivedFrom+ ?x }',
  '52 impossible-specialization-reflexive': 'SELECT ?x { ?x prov:specializationOf+ ?x }',
  '54 and 55: activities are no entities, no agents, and no relations':
    'SELECT ?x { ?x a prov:Activity, ?k FILTER(?k IN (prov:Entity, prov:Agent, prov:Usage, prov:Generation, prov:Start, prov:End)) }',
  '50 typing: what is used, generated, derived or a member is an entity':
    'SELECT ?x { { ?a prov:used|prov:wasDerivedFrom|prov:hadMember|prov:specializationOf ?x } UNION { ?x prov:wasGeneratedBy|prov:wasDerivedFrom|prov:specializationOf ?b } MINUS { ?x a prov:Entity } }',
  '50 typing: what uses, generates, informs or is informed is an activity':
    'SELECT ?x { { ?x prov:used|prov:wasAssociatedWith|prov:wasInformedBy ?a } UNION { ?b prov:wasGeneratedBy|prov:wasInformedBy ?x } MINUS { ?x a prov:Activity } }',
  '50 typing: who is responsible is an agent':
    'SELECT ?x { { ?a prov:wasAssociatedWith|prov:actedOnBehalfOf ?x } UNION { ?x prov:actedOnBehalfOf ?b } MINUS { ?x a prov:Agent } }',
} as const;

describe.each(Object.keys(runs))('the provenance of %s', (name) => {
  let store: Store;
  beforeAll(async () => {
    const { workflow } = runs[name]!;
    const { events, log } = simulate(runs[name]!, join(folder, name));
    const ledger = readLedger(events);
    const statements = describeProvenance(workflow, ledger, describeRun(workflow, ledger, log).data);
    store = new Store();
    store.load(await writeTurtle(statements, ledger.run.run), { format: 'text/turtle' });
  });

  test.each(Object.entries(constraints))('%s', (_, query) => {
    const found = store.query(`PREFIX prov: <http://www.w3.org/ns/prov#> ${query}`) as Map<string, Term>[];
    expect(found.map((row) => row.get('x')?.value)).toEqual([]);
  });
});
