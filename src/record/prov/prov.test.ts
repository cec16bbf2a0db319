import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Store } from 'oxigraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import { describeRun } from '../crate/crate.ts';
import { readLedger } from '../ledger.ts';
import { writeJsonLd } from './jsonld.ts';
import { describeProvenance } from './provenance.ts';
import { baseOf, expand, type Statement } from './statement.ts';
import { writeProvN } from './provn.ts';
import { writeTrig, writeTurtle } from './turtle.ts';

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

/** The graph as sorted N-Quads, whatever it was written in: it has no blank nodes, so that this is its canonical form. */
function quads(text: string, format: string): string[] {
  const store = new Store();
  store.load(text, { format });
  return store.dump({ format: 'application/n-quads' }).trimEnd().split('\n').sort();
}

describe('the provenance of a run', () => {
  test('has the actions and data of the crate under the same identifiers', () => {
    const { crate, statements } = provenanceOf('subworkflow');
    const kinds = (kind: string) =>
      statements.filter((one) => one.object === `http://www.w3.org/ns/prov#${kind}`).map((one) => one.subject);
    const inCrate = (type: RegExp) =>
      crate.metadata['@graph'].filter((one) => type.test(String(one['@type']))).map((one) => one['@id']);
    expect(kinds('Activity').sort()).toEqual(inCrate(/^(Create|Activate|)Action$/).sort());
    expect(kinds('Entity')).toEqual(expect.arrayContaining([...new Set(crate.data.values())]));
    expect(kinds('Plan').sort()).toEqual(
      inCrate(/ComputationalWorkflow|^SoftwareApplication$|HowToStep/)
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

  test('tells the decision to skip a step, of which nothing came but the answer', () => {
    const { objects, crate } = provenanceOf('skipped');
    expect(objects('#token//maybe/out@0', 'prov:wasGeneratedBy')).toEqual([]);
    const skipped = crate.metadata['@graph'].find((one) => one['@type'] === 'Action')!;
    expect(objects('#token//maybe/out@0', 'prov:wasDerivedFrom')).toContain(`${skipped['@id']}/when`);
    expect(objects(`${skipped['@id']}/when`, 'prov:wasGeneratedBy')).toEqual([skipped['@id']]);
    expect(objects(skipped['@id'], 'prov:used')).toContain('#token/%23on@0');
  });

  test.each(Object.keys(runs))('of %s is the same graph in every syntax of RDF', async (name) => {
    const { statements } = provenanceOf(name);
    const turtle = quads(await writeTurtle(statements, run), 'text/turtle');
    expect(turtle).toHaveLength(new Set(statements.map((one) => JSON.stringify(one))).size);
    expect(quads(await writeJsonLd(statements, run), 'application/ld+json')).toEqual(turtle);
    const named = ` <${baseOf(run)}#provenance> .`;
    const trig = quads(await writeTrig(statements, run, 'events.jsonl'), 'application/trig');
    const inGraph = trig.filter((quad) => quad.endsWith(named)).map((quad) => `${quad.slice(0, -named.length)} .`);
    expect(inGraph).toEqual(turtle);
    expect(trig).toContain(
      `<${baseOf(run)}#provenance> <http://www.w3.org/ns/prov#wasDerivedFrom> <${baseOf(run)}events.jsonl> .`,
    );
  });

  test('reads in PROV-N as in PROV-O, each relation once', () => {
    const { statements, objects } = provenanceOf('revsort');
    const lines = writeProvN(statements, run)
      .split('\n')
      .map((line) => line.trim());
    const [activity] = objects('#token//rev/out@0', 'prov:wasGeneratedBy') as string[];
    const about = (start: string) => lines.filter((line) => line.startsWith(start));
    expect(about(`activity(crate:${activity!}, 2026`)).toHaveLength(1);
    expect(
      about(`wasGeneratedBy(crate:${activity!}/outputs/out/generation; crate:#token//rev/out@0, crate:${activity!}, 2026`),
    ).toEqual([expect.stringContaining("[prov:role='crate:packed.cwl#revtool.cwl/out']")]);
    expect(lines.filter((line) => /^wasGeneratedBy\(.*#token\/\/rev\/out@0/.test(line))).toHaveLength(1);
    expect(lines).toContain('wasDerivedFrom(crate:#token//rev/out@0, crate:#token/%23input@0, -, -, -)');
  });

  test('has names and texts in PROV-N that cannot be taken for its syntax', () => {
    const odd: Statement[] = [
      { subject: "#a(b),c;d=e'f.", predicate: 'rdf:type', object: expand('prov:Entity') },
      { subject: "#a(b),c;d=e'f.", predicate: 'prov:value', object: { text: 'a "b"\n\\c' } },
    ];
    expect(writeProvN(odd, run)).toContain(String.raw`entity(crate:#a\(b\)\,c\;d\=e\'f\., [prov:value="a \"b\"\n\\c"])`);
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
    const role = '<http://www.w3.org/ns/prov#hadRole> <https://w3id.org/ro/terms/workflow-run#containerImage>';
    const expected = names.map((name) => `<${baseOf(run)}${name}> ${role} .`).sort();
    expect(quads(await writeTurtle(statements, run), 'text/turtle')).toEqual(expected);
    expect(quads(await writeJsonLd(statements, run), 'application/ld+json')).toEqual(expected);
  });

  test('survives any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (texts) => {
        const statements = texts.map((text, index): Statement => ({
          subject: `#s${index}`,
          predicate: 'prov:value',
          object: { text },
        }));
        const values = (text: string, format: string) => {
          const store = new Store();
          store.load(text, { format });
          return store
            .match()
            .map((quad) => [quad.subject.value, quad.object.value].join(' '))
            .sort();
        };
        const expected = texts.map((text, index) => `${baseOf(run)}#s${index} ${text}`).sort();
        expect(values(await writeTurtle(statements, run), 'text/turtle')).toEqual(expected);
        expect(values(await writeJsonLd(statements, run), 'application/ld+json')).toEqual(expected);
      }),
    );
  });
});
