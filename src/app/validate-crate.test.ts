import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chance, damage } from '../../fixtures/damage.ts';
import { validateCrate } from '../audit/profile/validate.ts';
import { isCrate, validateCrateAt } from './validate-crate.ts';
import { openDocument, prepare } from './prepare.ts';
import { runPrepared } from './run.ts';

const root = mkdtempSync(join(tmpdir(), 'validate-crate-test-'));
const crate = join(root, 'crate');
const file = join(crate, 'ro-crate-metadata.json');
const document = join(import.meta.dirname, '../../fixtures/scatter/workflow.cwl');
const job = join(import.meta.dirname, '../../fixtures/scatter/job.yml');

beforeAll(async () => {
  const prepared = await prepare(document, await openDocument(document), { inputs: {}, job });
  const { status } = await runPrepared(prepared, {
    outdir: root,
    crate,
    tmpdirPrefix: join(root, 'tmp/'),
    evalTimeout: 10,
    command: ['crate-run'],
    license: 'Apache-2.0',
    agent: {},
    signal: new AbortController().signal,
    containers: { use: false, engine: 'auto', pull: 'never', strictMemory: false, strictCpu: false },
    warn: () => undefined,
    progress: () => undefined,
    watch: () => undefined,
  });
  expect(status).toBe('success');
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

type Entity = Record<string, unknown> & { '@id': string; '@type': string | string[] };
type Change = (graph: Entity[], of: (type: string) => Entity) => void;

/** The checks that a crate misses after a change of its metadata, those only recommended too. */
async function misses(change: Change): Promise<readonly string[]> {
  const metadata = JSON.parse(readFileSync(file, 'utf8')) as { '@graph': Entity[] };
  const graph = metadata['@graph'];
  change(graph, (type) => graph.find((entity) => [entity['@type']].flat().includes(type))!);
  const { findings } = await validateCrate(metadata as never, 'recommended');
  return findings.map(({ check, entity = '' }) => `${check.id} ${entity}`.trim());
}

const root_ = (graph: Entity[]) => graph.find((entity) => entity['@id'] === './')!;

describe('a crate of crate-run', () => {
  it('lacks nothing that is required', async () => {
    expect(await isCrate(crate)).toBe(true);
    const { findings, profiles, untested } = await validateCrateAt(crate, 'required');
    expect(findings.map(({ check, entity, detail }) => [check.id, entity, detail])).toEqual([]);
    expect(profiles).toContain('provenance-run-crate-0.5');
    expect(untested).toEqual([]);
  });
});

describe('a crate of Workflow Run 0.6', () => {
  const text = () =>
    readFileSync(file, 'utf8')
      .replaceAll('ro/crate/1.1', 'ro/crate/1.3')
      .replaceAll('workflow-ro-crate/1.0', 'workflow-ro-crate/1.1')
      .replace(/(ro\/wfrun\/[a-z]+)\/0\.5/g, '$1/0.6');
  const found = async (change: Change) => {
    const metadata = JSON.parse(text()) as { '@graph': Entity[] };
    change(metadata['@graph'], (type) => metadata['@graph'].find((entity) => [entity['@type']].flat().includes(type))!);
    const { findings, profiles } = await validateCrate(metadata as never, 'required');
    expect(profiles).toEqual([
      'ro-crate-1.3',
      'workflow-ro-crate-1.1',
      'process-run-crate-0.6',
      'workflow-run-crate-0.6',
      'provenance-run-crate-0.6',
      'crate-run',
    ]);
    return [...new Set(findings.map(({ check }) => check.id))];
  };

  it('is checked against it', async () => {
    expect(await found(() => undefined)).toEqual([]);
    expect(await found((graph) => delete root_(graph)['name'])).toEqual(['ro-crate-1.3-as-1.1_8.1']);
    expect(await found((_, of) => delete of('FormalParameter')['additionalType'])).toEqual(['workflow-run-crate-0.6_3.1']);
    expect(await found((_, of) => delete of('HowToStep')['workExample'])).toEqual(['provenance-run-crate-0.6_4.2']);
  });
});

describe('a damaged crate', () => {
  it.each<[string, Change, string]>([
    ['a root without name', (graph) => delete root_(graph)['name'], 'ro-crate-1.1_8.1 ./'],
    ['an action without tool', (_, of) => delete of('CreateAction')['instrument'], 'process-run-crate-0.5_1.1'],
    ['a step without tool', (_, of) => delete of('HowToStep')['workExample'], 'provenance-run-crate-0.5_4.2'],
    ['a step at no position', (_, of) => (of('HowToStep')['position'] = 'first'), 'provenance-run-crate-0.5_4.3'],
    ['a ControlAction of nothing', (_, of) => delete of('ControlAction')['object'], 'provenance-run-crate-0.5_7.2'],
    ['an end that is no time', (_, of) => (of('CreateAction')['endTime'] = 'later'), 'process-run-crate-0.5_8.4'],
    ['a file that is no part', (graph) => (root_(graph)['hasPart'] = []), 'ro-crate-1.1_14.1'],
    ['a key that nobody explains', (graph) => (root_(graph)['colour'] = 'red'), 'ro-crate-1.1_3.1 ./'],
    ['a value inside another', (graph) => (root_(graph)['author'] = { name: 'A' }), 'ro-crate-1.1_3.3 ./'],
    ['an entity without type', (_, of) => Reflect.deleteProperty(of('HowToStep'), '@type'), 'ro-crate-1.1_3.5'],
    ['two of one name', (graph) => graph.push({ ...root_(graph) }), 'crate-run_unique-id ./'],
    ['a reference to nowhere', (graph) => (root_(graph)['about'] = { '@id': '#nothing' }), 'crate-run_reference ./'],
    ['no descriptor', (graph) => graph.splice(0, 1), 'ro-crate-1.1_6.0'],
    ['what is no JSON-LD', (graph) => (root_(graph)['@type'] = 5 as never), 'crate-run_json-ld'],
  ])('%s is found', async (_name, change, expected) => {
    expect(await misses(change)).toContainEqual(expect.stringMatching(new RegExp(`^${expected}( |$)`)));
  });

  it('is told from its bytes too', async () => {
    const path = join(crate, 'ro-crate-metadata.json');
    const [{ '@id': name }] = (JSON.parse(readFileSync(path, 'utf8')) as { '@graph': [Entity] })['@graph'].filter(
      (entity) => entity['@id'].startsWith('outputs/') && entity['@type'] === 'File',
    ) as [Entity];
    const bytes = readFileSync(join(crate, name));
    const found = async () => (await validateCrateAt(crate, 'required')).findings.map(({ check, entity }) => [check.id, entity]);
    writeFileSync(join(crate, name), Buffer.from(bytes.map((byte) => byte ^ 1)));
    expect(await found()).toEqual([['crate-run_fixity', name]]);
    writeFileSync(join(crate, name), Buffer.concat([bytes, bytes]));
    expect(await found()).toEqual([['crate-run_fixity', name]]);
    rmSync(join(crate, name));
    expect(await found()).toEqual([['ro-crate-1.1_12.1', name]]);
    writeFileSync(join(crate, name), bytes);
  });

  it('never breaks the validator', async () => {
    const metadata = readFileSync(file, 'utf8');
    const damaged = join(root, 'damaged-ro-crate-metadata.json');
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        writeFileSync(damaged, damage(metadata, chance(seed)).text);
        const { checks } = await validateCrateAt(damaged, 'recommended');
        expect(checks.length).toBeGreaterThan(30);
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  it('is not believed about its context, and nothing is fetched', async () => {
    const metadata = JSON.parse(readFileSync(file, 'utf8')) as object;
    const strange = { ...metadata, '@context': ['https://w3id.org/ro/crate/1.1/context', 'https://example.org/terms'] };
    const { findings } = await validateCrate(strange, 'required');
    expect(findings.find(({ check }) => check.rule === 'context')?.detail).toContain('https://example.org/terms is not known');
  });
});
