import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonld from 'jsonld';
import { graph, parse } from 'rdflib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import { describeRun } from '../crate/crate.ts';
import { readLedger } from '../ledger.ts';
import { writeJsonLd } from './jsonld.ts';
import { describeProvenance } from './provenance.ts';
import { baseOf, expand, type Statement } from './statement.ts';
import { writeTurtle } from './turtle.ts';

const run = '11111111-2222-4333-8444-555555555555';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prov-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function provenanceOf(name: string) {
  const { workflow } = runs[name]!;
  const { events, log } = simulate(runs[name]!, join(folder, name));
  const ledger = readLedger(events);
  const crate = describeRun(workflow, ledger, log);
  const statements = describeProvenance(workflow, ledger, crate.data);
  const objects = (subject: string, predicate: Statement['predicate']) =>
    statements.filter((one) => one.subject === subject && one.predicate === predicate).map((one) => one.object);
  return { crate, statements, objects };
}

/** Triples as text, whatever they were written in. */
function turtleTriples(text: string): string[] {
  const store = graph();
  parse(text, store, 'https://example.org/elsewhere', 'text/turtle');
  return store.statements.map((one) => [one.subject.value, one.predicate.value, one.object.value].join(' ')).sort();
}

async function jsonLdTriples(text: string): Promise<string[]> {
  const quads = (await jsonld.toRDF(JSON.parse(text) as jsonld.JsonLdDocument)) as {
    subject: Named;
    predicate: Named;
    object: Named;
  }[];
  return quads.map((one) => [one.subject.value, one.predicate.value, one.object.value].join(' ')).sort();
}
interface Named {
  readonly value: string;
}

describe('the provenance of a run', () => {
  test('has the actions and data of the crate under the same identifiers', () => {
    const { crate, statements } = provenanceOf('subworkflow');
    const kinds = (kind: string) =>
      statements.filter((one) => one.object === `http://www.w3.org/ns/prov#${kind}`).map((one) => one.subject);
    const inCrate = (type: RegExp) =>
      crate.metadata['@graph'].filter((one) => type.test(String(one['@type']))).map((one) => one['@id']);
    expect(kinds('Activity').sort()).toEqual(inCrate(/CreateAction|ActivateAction/).sort());
    expect(kinds('Entity')).toEqual(expect.arrayContaining([...new Set(crate.data.values())]));
    expect(kinds('Plan').sort()).toEqual(
      inCrate(/ComputationalWorkflow|^SoftwareApplication$/)
        .filter((id) => id !== '#engine')
        .sort(),
    );
  });

  test('leads from each output of a scatter back to the one input that it came from', () => {
    const { objects } = provenanceOf('subworkflow');
    const back = (iri: string): string[] =>
      objects(iri, 'prov:wasDerivedFrom').flatMap((from) => [from as string, ...back(from as string)]);
    expect(back('#token//sub/out@0.2')).toContain('#token//sub%23message@0.2');
    expect(back('#token//sub/out@0.2')).not.toContain('#token//sub%23message@0.1');
    expect(objects('#token//sub%23message@0.2', 'prov:value')).toEqual([{ text: 'c' }]);
  });

  test('says who used what in which role, and when', () => {
    const { objects, statements } = provenanceOf('revsort');
    const generation = statements.find(
      (one) => one.predicate === 'prov:qualifiedGeneration' && one.subject === '#token//rev/out@0',
    )?.object as string;
    const [activity] = objects(generation, 'prov:activity') as string[];
    expect(objects(generation, 'prov:hadRole')).toEqual(['packed.cwl#revtool.cwl/out']);
    expect(objects(activity!, 'prov:used')).toContain('inputs/a%20whale%20%231%3F.txt');
    expect(objects(`${activity}/inputs/input/usage`, 'prov:hadRole')).toEqual(['packed.cwl#revtool.cwl/input']);
    expect(objects(`${activity}/association`, 'prov:hadPlan')).toEqual(['packed.cwl#revtool.cwl']);
    expect(objects(activity!, 'prov:atLocation')).toEqual(['#location/local']);
    expect(objects('#engine', 'prov:actedOnBehalfOf')).toEqual(['https://orcid.org/0000-0002-1825-0097']);
  });

  test('a skipped step did nothing', () => {
    const { statements } = provenanceOf('skipped');
    expect(statements.filter((one) => one.predicate === 'prov:wasGeneratedBy' && one.subject === '#token//maybe/out@0')).toEqual(
      [],
    );
  });

  test.each(Object.keys(runs))('of %s is the same in Turtle and in JSON-LD', async (name) => {
    const { statements } = provenanceOf(name);
    const turtle = turtleTriples(await writeTurtle(statements, run));
    expect(turtle).toHaveLength(new Set(statements.map((one) => JSON.stringify(one))).size);
    expect(await jsonLdTriples(await writeJsonLd(statements, run))).toEqual(turtle);
  });

  test('names images by digest, programs by version', async () => {
    const names = [
      `#docker.io/library/debian@sha256:${'d'.repeat(64)}`,
      `#sha256:${'1'.repeat(64)}`,
      '#container-engine/a%20b/1.2',
    ];
    const statements = names.map((subject): Statement => ({
      subject,
      predicate: 'prov:hadRole',
      object: expand('wfrun:containerImage'),
    }));
    const role = 'http://www.w3.org/ns/prov#hadRole https://w3id.org/ro/terms/workflow-run#containerImage';
    const expected = names.map((name) => `${baseOf(run)}${name} ${role}`).sort();
    // rdflib's reader takes a relative IRI with a colon for an absolute one, so the text itself is looked at.
    const turtle = await writeTurtle(statements, run);
    for (const name of names) expect(turtle.replace(/\s+/g, ' ')).toContain(`</${name}> prov:hadRole wfrun:containerImage`);
    expect(await jsonLdTriples(await writeJsonLd(statements, run))).toEqual(expected);
  });

  test('survives any text', async () => {
    const texts = [
      '"""',
      'a\\b',
      'line\nbreak\ttab',
      '\u0000\u0007',
      'é 日本 🐋',
      '',
      'ends with "',
      '1',
      'true',
      `${'long '.repeat(20)}"quote"\n`,
    ];
    const statements = texts.map((text, index): Statement => ({
      subject: `#s${index}`,
      predicate: 'prov:value',
      object: { text },
    }));
    const expected = texts.map((text, index) => `${baseOf(run)}#s${index} http://www.w3.org/ns/prov#value ${text}`).sort();
    expect(turtleTriples(await writeTurtle(statements, run))).toEqual(expected);
    expect(await jsonLdTriples(await writeJsonLd(statements, run))).toEqual(expected);
  });
});
