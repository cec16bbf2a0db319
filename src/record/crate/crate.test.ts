import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrayOf, step, tool, workflow } from '../../../fixtures/runs/model.ts';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import type { Event } from '../../event/event.ts';
import { provFiles } from '../prov-files.ts';
import { readLedger } from '../ledger.ts';
import { describeRun, type CrateDescription } from './crate.ts';
import type { Entity, Reference } from './graph.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function crateOf(name: string, change: (events: Event[]) => Event[] = (events) => events): CrateDescription {
  const { events, log } = simulate(runs[name]!, join(folder, name));
  return describeRun(runs[name]!.workflow, readLedger(change(events)), log);
}

function entities(crate: CrateDescription, type: string): Entity[] {
  return crate.metadata['@graph'].filter((entity) => [entity['@type']].flat().includes(type));
}

function entity(crate: CrateDescription, id: string): Entity {
  const found = crate.metadata['@graph'].find((one) => one['@id'] === id);
  if (!found) throw new Error(`no entity ${id}`);
  return found;
}

function ids(property: unknown): string[] {
  return [property].flat().flatMap((reference) => (reference === undefined ? [] : (reference as Reference)['@id']));
}

function named(crate: CrateDescription, name: string): Entity[] {
  return crate.metadata['@graph'].filter((one) => one['name'] === name && /Action$/.test(String(one['@type'])));
}

function textOf(crate: CrateDescription, path: string): string {
  const from = crate.files.find((file) => file.path === path)?.from;
  return typeof from === 'object' ? from.text : '';
}

describe('every crate', () => {
  test.each(Object.keys(runs))('of the run %s is a flat graph in which every reference of its own resolves', (name) => {
    const crate = crateOf(name);
    const known = new Set(crate.metadata['@graph'].map((one) => one['@id']));
    expect(known.size).toBe(crate.metadata['@graph'].length);
    for (const one of crate.metadata['@graph']) {
      for (const [property, value] of Object.entries(one)) {
        for (const item of [value].flat()) {
          if (typeof item !== 'object') continue;
          expect(Object.keys(item as object), `${one['@id']} ${property}`).toEqual(['@id']);
          const id = (item as Reference)['@id'];
          if (!/^https?:/.test(id)) expect(known, `${one['@id']} ${property}`).toContain(id);
        }
      }
    }
  });

  test.each(Object.keys(runs))('of the run %s has each of its files as a data entity, and the other way round', (name) => {
    const crate = crateOf(name);
    const inFolders = (entry: Entity): string[] => ids(entry['hasPart']).flatMap((id) => [id, ...inFolders(entity(crate, id))]);
    const data = inFolders({
      ...entity(crate, './'),
      hasPart: ids(entity(crate, './')['hasPart'])
        .filter((id) => id !== 'packed.cwl')
        .map((id) => ({ '@id': id })),
    });
    const files = crate.files.map((file) => encodeURI(file.path).replace('#', '%23').replace('?', '%3F'));
    const folders = entities(crate, 'Dataset').map((one) => one['@id']);
    expect([...files, ...provFiles.map(({ path }) => path)].filter((path) => path !== 'packed.cwl').sort()).toEqual(
      data.filter((id) => !folders.includes(id) || files.includes(id)).sort(),
    );
  });

  test('is the same for the same run', () => {
    expect(crateOf('subworkflow')).toEqual(crateOf('subworkflow'));
  });
});

describe('what ran', () => {
  test('a plain run chains from input to output, steps in the order of their data', () => {
    const crate = crateOf('revsort');
    const [rev, sorted] = [named(crate, 'rev')[0]!, named(crate, 'sorted')[0]!];
    expect(ids(rev['object'])).toEqual(['inputs/a%20whale%20%231%3F.txt']);
    expect(ids(rev['result'])[0]).toMatch(/^#sha256-[0-9a-f]{64}$/);
    expect(ids(sorted['object'])[0]).toBe(ids(rev['result'])[0]);
    expect(ids(sorted['result'])).toEqual(['outputs/out.txt']);
    expect(entity(crate, 'packed.cwl#main/rev')['position']).toBe('0');
    expect(entity(crate, 'packed.cwl#main/sorted')['position']).toBe('1');
    expect(rev).toMatchObject({ description: "revtool.cwl 'a b'", exitCode: 0, location: { '@id': '#location/local' } });
    expect(entity(crate, ids(rev['environment'])[0]!)).toMatchObject({ name: 'LANG', value: 'C' });
  });

  test('jobs of a scatter have their own values and one ControlAction', () => {
    const crate = crateOf('scatter');
    const jobs = [0, 1, 2].map((index) => named(crate, `echo[${index}]`)[0]!);
    expect(jobs.map((job) => entity(crate, ids(job['object'])[0]!)['value'])).toEqual(['b', 'a', 'c']);
    expect(jobs.map((job) => job['scatterIndex'])).toEqual(['0', '1', '2']);
    expect(entities(crate, 'ControlAction').map((control) => ids(control['object']))).toEqual([jobs.map((job) => job['@id'])]);
    expect(jobs.flatMap((job) => ids(job['result']))).toEqual(['outputs/out.txt', 'outputs/2/out.txt', 'outputs/3/out.txt']);
  });

  test('jobs of a nested scatter say where they stood', () => {
    const names = entities(crateOf('nestedScatter'), 'CreateAction').map((action) => action['name']);
    expect(names).toEqual(['Run of workflow.cwl', 'pair[0][0]', 'pair[0][1]', 'pair[1][0]', 'pair[1][1]']);
  });

  test('jobs in a subworkflow belong to its invocation', () => {
    const crate = crateOf('subworkflow');
    const runsOfSub = [0, 1, 2].map((index) => named(crate, `sub[${index}]`)[0]!['@id']);
    expect(
      named(crate, 'echo')
        .map((job) => ids(job['parentAction'])[0])
        .sort(),
    ).toEqual([...runsOfSub].sort());
    expect(entities(crate, 'ControlAction')).toHaveLength(1 + 2 * 3);
    expect(entity(crate, 'packed.cwl#inner')['@type']).toEqual(['SoftwareSourceCode', 'ComputationalWorkflow', 'HowTo']);
  });

  test('a skipped step is an Action that was not performed, with the value that its condition read', () => {
    const crate = crateOf('skipped');
    const [skip] = entities(crate, 'Action');
    expect(skip).toMatchObject({ name: 'maybe (skipped)', actionStatus: 'http://schema.org/PotentialActionStatus' });
    expect(ids(skip!['object']).map((id) => entity(crate, id))).toMatchObject([{ name: 'on', value: 'False' }]);
    expect(ids(entity(crate, 'packed.cwl')['hasPart'])).toEqual(['packed.cwl#echo.cwl']);
    expect(ids(entity(crate, './')['mentions'])).toContain(skip!['@id']);
  });

  test('a run in which everything was skipped claims no provenance of steps', () => {
    const crate = crateOf('allSkipped');
    expect(ids(entity(crate, './')['conformsTo'])).not.toContain('https://w3id.org/ro/wfrun/provenance/0.5');
    expect(entities(crate, 'OrganizeAction')).toEqual([]);
    expect(entities(crate, 'ComputationalWorkflow')).toHaveLength(1);
  });

  test('a failed step fails its action, its step and the run, and shows its stderr', () => {
    const crate = crateOf('failed');
    const [rev] = named(crate, 'rev');
    const failed = 'http://schema.org/FailedActionStatus';
    expect(rev).toMatchObject({
      '@type': 'ActivateAction',
      actionStatus: failed,
      exitCode: 3,
      error: '/rev@0 failed with exit code 3',
    });
    expect(named(crate, 'orchestrate rev')).toMatchObject([{ actionStatus: failed }]);
    expect(named(crate, 'orchestrate echo')).toMatchObject([{ actionStatus: 'http://schema.org/CompletedActionStatus' }]);
    expect(named(crate, 'Run of workflow.cwl')).toMatchObject([
      { '@type': 'CreateAction', actionStatus: failed, error: 'a step failed' },
    ]);
    expect(entity(crate, 'logs/rev@0/stderr.txt')).toMatchObject({ about: { '@id': rev!['@id'] }, contentSize: '14' });
    expect(textOf(crate, 'README.md')).toContain('permanentFail');
  });

  test('a failed attempt stands before the one that went well', () => {
    const crate = crateOf('noOutputs', (events) =>
      events.flatMap((event): Event[] =>
        event.type === 'job.ended'
          ? [
              { ...event, status: 'temporaryFail', exitCode: 75 },
              { ...event, attempt: 2 },
            ]
          : [event],
      ),
    );
    const [first, second] = ids(entities(crate, 'ControlAction')[0]!['object']).map((id) => entity(crate, id));
    expect(first).toMatchObject({ attempt: 1, error: 'Exit code 75.', actionStatus: 'http://schema.org/FailedActionStatus' });
    expect(second).toMatchObject({ attempt: 2, actionStatus: 'http://schema.org/CompletedActionStatus' });
    expect(entities(crate, 'ControlAction')[0]).toMatchObject({ actionStatus: 'http://schema.org/CompletedActionStatus' });
  });

  test('a run that was killed has a crate as well, for whatever moment', () => {
    const { events, log } = simulate(runs['subworkflow']!, join(folder, 'killed'));
    const loaded = events.findIndex((event) => event.type === 'document.loaded') + 1;
    for (let length = loaded; length < events.length; length += 1) {
      const crate = describeRun(runs['subworkflow']!.workflow, readLedger(events.slice(0, length)), log);
      expect(named(crate, 'Run of workflow.cwl')).toMatchObject([{ error: 'The run was cut short.' }]);
    }
    expect(() => readLedger(events.slice(0, 1))).toThrow(expect.objectContaining({ code: 'LOG_READ' }));
  });
});

describe('values', () => {
  test('a file with secondary files is a Collection wherever it is used', () => {
    const crate = crateOf('secondaryFiles');
    const [view] = named(crate, 'view');
    const [collection] = entities(crate, 'Collection');
    expect(ids(collection!['hasPart'])).toEqual(['inputs/x.bam', 'inputs/x.bam.bai']);
    expect(ids(view!['object'])).toContain(collection!['@id']);
    expect(entity(crate, 'packed.cwl#main/bam')['additionalType']).toBe('Collection');
    expect(ids(entity(crate, './')['mentions'])).toContain(collection!['@id']);
  });

  test('an array of files keeps its files, their names and their order', () => {
    const crate = crateOf('fileArrays');
    const [cat] = named(crate, 'cat');
    const objects = ids(cat!['object']);
    expect(objects.slice(0, 3)).toEqual(['inputs/same.txt', 'inputs/2/same.txt', 'inputs/2/2']);
    expect(ids(entity(crate, objects.at(-1)!)['value'])).toEqual(objects.slice(0, 3));
    expect(JSON.parse(textOf(crate, 'job.json'))).toMatchObject({ files: objects.slice(0, 3).map((location) => ({ location })) });
  });

  test('a long list that all jobs of a scatter got is there once', () => {
    const use = tool('#use.cwl', { n: 'int', list: arrayOf('string') }, {});
    const main = workflow('#main', { ns: arrayOf('int'), list: arrayOf('string') }, {}, [
      step('use', use, { n: 'ns', list: 'list' }, { scatter: ['n'] }),
    ]);
    const list = Array.from({ length: 101 }, (_, index) => `item ${index}`);
    const simulation = { workflow: main, inputs: () => ({ ns: [1, 2, 3], list }), tools: { '#use.cwl': () => ({}) } };
    const { events, log } = simulate(simulation, join(folder, 'long'));
    const crate = describeRun(main, readLedger(events), log);
    const jobs = [0, 1, 2].map((index) => ids(named(crate, `use[${index}]`)[0]!['object']).map((id) => entity(crate, id)));
    expect(jobs.map(([n]) => n!['value'])).toEqual(['1', '2', '3']);
    expect(new Set(jobs.map(([, long]) => long)).size).toBe(1);
    expect(jobs[0]![1]).toMatchObject({ name: 'list', value: list, exampleOfWork: { '@id': 'packed.cwl#use.cwl/list' } });
  });

  test('directories keep what is in them, empty ones too', () => {
    const crate = crateOf('directories');
    expect(ids(entity(crate, 'inputs/folder/')['hasPart'])).toHaveLength(1);
    expect(crate.files.map((file) => file.path)).toEqual(expect.arrayContaining(['inputs/empty/', 'outputs/made/b.txt']));
  });

  test('records, lists and large numbers are told in words', () => {
    const crate = crateOf('records');
    const value = (name: string) => entity(crate, `${named(crate, 'Run of workflow.cwl')[0]!['@id']}/inputs/${name}`)['value'];
    const fields = ids(value('rec')).map((id) => entity(crate, id));
    expect(fields.map((field) => [field['name'], field['value']])).toEqual([
      ['n', '1'],
      ['f', { '@id': 'inputs/r.txt' }],
      ['list', ['0.5', '1000000000000000000000']],
    ]);
    expect(value('grid')).toBe('[[1,2],[]]');
    expect(value('big')).toBe('9007199254740993');
    expect(textOf(crate, 'job.json')).toContain('9007199254740993');
  });

  test('parameters tell their types', () => {
    const crate = crateOf('records');
    const parameter = (name: string) => entity(crate, `packed.cwl#main/${name}`);
    expect(parameter('kind')).toMatchObject({ additionalType: 'Text', valuePattern: 'fast|slow', valueRequired: 'True' });
    expect(parameter('either')).toMatchObject({ additionalType: ['Integer', 'Text'] });
    expect(parameter('maybe')).toMatchObject({ additionalType: 'Text', valueRequired: 'False' });
    expect(parameter('grid')).toMatchObject({ additionalType: 'Integer', multipleValues: 'True' });
    expect(parameter('rec')).toMatchObject({ additionalType: 'PropertyValue', multipleValues: 'True' });
    expect(entity(crateOf('revsort'), 'packed.cwl#main/reverse')).toMatchObject({ defaultValue: 'True', valueRequired: 'False' });
  });
});

describe('what nobody said', () => {
  test('is not in the crate', () => {
    const crate = crateOf('unsaid');
    expect(entities(crate, 'Person')).toEqual([]);
    expect(entities(crate, 'Organization')).toEqual([]);
    expect(crate.metadata['@graph'].filter((one) => 'agent' in one)).toEqual([]);
    expect(entity(crate, '#no-license')['name']).toBe('No licence given');
  });

  test('a licence that the document declares is that of the crate', () => {
    const { events, log } = simulate(runs['unsaid']!, join(folder, 'license'));
    const url = 'https://spdx.org/licenses/MIT';
    const workflow = { ...runs['unsaid']!.workflow, extensions: { 'https://schema.org/license': url } };
    expect(entity(describeRun(workflow, readLedger(events), log), './')['license']).toEqual({ '@id': url });
  });
});

describe('where bytes are taken from', () => {
  const moved = (route: 'copy' | 'move', seq: number, from: string, to: string): Event => ({
    v: 1,
    seq,
    at: '2026-01-02T11:00:00.000+00:00',
    type: 'transfer.ended',
    from,
    to,
    route,
    bytes: 1,
    start: '2026-01-02T11:00:00.000+00:00',
    end: '2026-01-02T11:00:00.000+00:00',
  });
  const locationOf = (events: readonly Event[], token: string) =>
    events.flatMap((event) =>
      event.type === 'token.produced' && event.token === token ? [(event.value as { location: string }).location] : [],
    )[0]!;
  const from = (crate: CrateDescription, path: string) => crate.files.find((file) => file.path === path)?.from;

  test('an output from where it was delivered, also when its folder was', () => {
    const crate = crateOf('revsort', (events) => {
      const location = locationOf(events, '/output@0');
      const folderOf = location.slice(0, location.lastIndexOf('/'));
      return [
        ...events,
        moved('copy', 900, location, 'file:///a/x.txt'),
        moved('move', 901, folderOf, 'file:///b'),
        moved('move', 902, 'file:///a', 'file:///c'),
      ];
    });
    expect(from(crate, 'outputs/out.txt')).toBe('file:///c/x.txt');
  });

  test('an input from where it was, not from the copy that a job may have changed', () => {
    let location = '';
    const crate = crateOf('revsort', (events) => {
      location = locationOf(events, '#input@0');
      return [...events, moved('copy', 900, location, 'file:///job/x.txt')];
    });
    expect(from(crate, 'inputs/a whale #1?.txt')).toBe(location);
  });
});
