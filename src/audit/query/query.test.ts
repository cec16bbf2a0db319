import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import { describeRun } from '../../record/crate/crate.ts';
import { readLedger } from '../../record/ledger.ts';
import { describeProvenance } from '../../record/prov/provenance.ts';
import { writeTurtle } from '../../record/prov/turtle.ts';
import { openCrate } from '../open/open.ts';
import { ask } from './ask.ts';
import { dataOf } from './data.ts';
import { withPrefixes } from './prologue.ts';
import { questions } from './questions.ts';
import { asTable } from './table.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'query-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a crate of a run says of itself, in a folder. */
async function crateOf(name: string): Promise<string> {
  const path = join(folder, `${name}-crate`);
  const { workflow } = runs[name]!;
  const { events, log } = simulate(runs[name]!, join(folder, name));
  const ledger = readLedger(events);
  const { metadata, data } = describeRun(workflow, ledger, log);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'ro-crate-metadata.json'), JSON.stringify(metadata));
  writeFileSync(join(path, 'prov.ttl'), await writeTurtle(describeProvenance(workflow, ledger, data), ledger.run.run));
  return path;
}

async function answer(path: string, query: string, cost?: Parameters<typeof ask>[1]): Promise<string> {
  const crate = await openCrate(path);
  const { texts, base } = await dataOf(crate);
  await crate.close();
  return asTable(await ask({ texts, base, query: withPrefixes(query), format: 'json' }, cost), base);
}

/** The cells of an answer without its head. */
async function rows(name: string, question: string): Promise<string[][]> {
  const table = await answer(await crateOf(name), questions().get(question)!.query);
  return table === 'nothing found\n'
    ? []
    : table
        .trimEnd()
        .split('\n')
        .slice(2)
        .map((line) => line.split(/ {2,}/));
}

describe('a question that crate-run knows', () => {
  test.each([...questions().values()])('has words for people: $name', ({ title, explanation }) => {
    expect(title).toMatch(/^[A-Z].*\?$/);
    expect(explanation).toMatch(/^[A-Z].*\.$/);
  });

  test.each<[question: string, run: string, answer: readonly (readonly (string | RegExp)[])[]]>([
    ['container-images', 'hybrid', [[/@sha256:|debian|^#sha256/]]],
    [
      'resources',
      'noOutputs',
      [
        ['say', 'cpuTime', '0.012', 'SEC'],
        ['say', 'peakMemory', '2048', 'KibiBYTE'],
        ['say', 'wallTime', /\d/, 'SEC'],
      ],
    ],
    [
      'configuration',
      'hybrid',
      [
        [/Run of/, 'job.json', /./],
        [/Run of/, 'streamflow.yml', 'Where steps run'],
      ],
    ],
    ['environment', 'noOutputs', [['say', 'variable', 'LANG', 'C']]],
    [
      'durations',
      'revsort',
      [
        ['rev', /2026/, /^PT0\.\d+S$/],
        ['sorted', /2026/, /^PT0\.\d+S$/],
      ],
    ],
    ['success', 'revsort', [[/Run of/, 'completed']]],
    ['success', 'failed', [[/Run of/, 'failed', 'a step failed']]],
    [
      'inputs-and-outputs',
      'revsort',
      [
        ['input', 'input', /^inputs/],
        ['input', 'reverse', 'True'],
        ['output', 'output', 'outputs/out.txt'],
      ],
    ],
    ['software-versions', 'noOutputs', [['say', /say/]]],
    [
      'wrappers',
      'revsort',
      [
        ['rev', /./],
        ['sorted', /./],
      ],
    ],
    ['parameters', 'noOutputs', [['main/message', 'say.cwl/message']]],
    ['duration', 'revsort', [[/Run of/, /2026/, /2026/, /^PT\d/]]],
    ['lineage', 'revsort', [['outputs/out.txt', /a whale #1\?\.txt/, /revtool/]]],
    ['impact', 'revsort', [[/whale/, 'out.txt']]],
    ['unused-inputs', 'unions', [['#any@0']]],
    ['where', 'noOutputs', [['say', 'desk', /architecture|cores/]]],
    ['repeatability', 'noOutputs', [['say', /without a container/]]],
    [
      'failures',
      'failed',
      [
        [/Run of/, 'a step failed'],
        ['rev', /exit code 3/, '3', /logs/],
      ],
    ],
    ['skipped', 'skipped', [[/maybe/, /inputs\.on/, 'on=False']]],
    ['commands', 'noOutputs', [['say', /./, '0']]],
    [
      'who',
      'revsort',
      [
        ['Brown University', 'organisation'],
        ['Josiah Carberry', 'person', 'Brown University'],
        [/crate-run/, 'program', 'Josiah Carberry'],
      ],
    ],
    ['citation', 'revsort', [[/Run of/, 'Josiah Carberry', /2026/]]],
    [
      'timeline',
      'noOutputs',
      [
        [/2026/, /2026/, /Run of/],
        [/2026/, /2026/, 'say', 'desk'],
      ],
    ],
    ['slowest', 'scatter', [['echo', '3', '0.036']]],
    ['attempts', 'revsort', []],
  ])('%s of the run %s', async (question, run, expected) => {
    const found = await rows(run, question);
    const cell = (part: string | RegExp): unknown => (typeof part === 'string' ? part : expect.stringMatching(part));
    expect(found.slice(0, Math.max(expected.length, 1))).toEqual(
      expected.map((parts, index) => [...parts.map(cell), ...(found[index] ?? []).slice(parts.length)]),
    );
  });

  test('follows data between places', async () => {
    const places = await rows('hybrid', 'transfers');
    expect(places.length).toBeGreaterThan(1);
    const files = await rows('hybrid', 'files');
    expect(files.some(([file]) => file?.startsWith('outputs/'))).toBe(true);
  });
});

describe('a query', () => {
  const everything = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }';

  test('reads the metadata of crates without provenance, with contexts that nobody knows', async () => {
    const path = join(folder, 'foreign');
    mkdirSync(path);
    const graph = [
      { '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: { '@id': './' } },
      { '@id': './', '@type': 'Dataset', name: 'a\u001b[31m name', strange: 'x' },
    ];
    const context = ['https://w3id.org/ro/crate/1.1/context', 'https://example.org/unknown'];
    writeFileSync(join(path, 'ro-crate-metadata.json'), JSON.stringify({ '@context': context, '@graph': graph }));
    expect(await answer(path, 'ASK { <./> schema:name ?name }')).toBe('yes\n');
  });

  test('never asks another server, changes nothing, and says where it is wrong', async () => {
    const path = await crateOf('noOutputs');
    const refused = (query: string) => expect(answer(path, query)).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
    await refused('SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }');
    await refused('DELETE WHERE { ?a ?b ?c }');
    await refused('SELECT * {\n');
  });

  test('ends when it takes too long or too much memory', async () => {
    const path = await crateOf('noOutputs');
    await expect(answer(path, everything, { seconds: 0.5, memoryMiB: 2048 })).rejects.toMatchObject({ code: 'QUERY_LIMIT' });
    const greedy = everything.replace('(COUNT(*) AS ?n)', '*');
    await expect(answer(path, greedy, { seconds: 60, memoryMiB: 200 })).rejects.toMatchObject({ code: 'QUERY_LIMIT' });
  });
});
