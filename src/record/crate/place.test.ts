import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import type { Event } from '../../event/event.ts';
import { readLedger } from '../ledger.ts';
import { describeRun } from './crate.ts';
import type { Entity, Reference } from './graph.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'places-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function crateOf(change: (events: Event[]) => Event[] = (events) => events) {
  const { events, log } = simulate(runs['hybrid']!, join(folder, 'run'));
  const crate = describeRun(runs['hybrid']!.workflow, readLedger(change(events)), log);
  const graph = new Map(crate.metadata['@graph'].map((one) => [one['@id'], one]));
  const at = (reference: unknown): Entity => graph.get((reference as Reference)['@id'])!;
  const facts = (of: unknown): Record<string, unknown> =>
    Object.fromEntries(
      (Array.isArray(of) ? (of as readonly unknown[]) : [of]).map((one) => [String(at(one)['name']), at(one)['value']]),
    );
  const named = (name: string) =>
    [...graph.values()].find((one) => one['name'] === name && /Action$/.test(String(one['@type'])))!;
  const transfers = [...graph.values()].filter((one) => one['@type'] === 'TransferAction');
  return { crate, graph, at, facts, named, transfers };
}

describe('the places of a run', () => {
  test('stand within each other as the deployments do, with their hardware', () => {
    const { at, facts, graph } = crateOf();
    const node = graph.get('#location/cluster%2Fnode1')!;
    expect(node).toMatchObject({ '@type': 'Place', name: 'node1', alternateName: 'cluster/node1' });
    expect(facts(node['additionalProperty'])).toMatchObject({ os: 'Debian 12', cores: '16', memory: '65536' });
    const around: unknown[] = [];
    for (let place = node; place['containedInPlace'] !== undefined; place = at(place['containedInPlace'])) {
      around.push((place['containedInPlace'] as Reference)['@id']);
    }
    expect(around).toEqual(['#location/cluster%2Fshort', '#deployment/cluster', '#deployment/login']);
    expect(facts(graph.get('#deployment/cluster')!['additionalProperty'])).toEqual({
      connector: 'slurm',
      external: 'True',
      services: ['short', 'long'],
    });
  });

  test('are told of each job, with its node, its number in the queue and its container', () => {
    const { facts, named } = crateOf();
    const sort = named('sort');
    expect(sort['location']).toEqual([{ '@id': '#location/cluster%2Fnode1' }, { '@id': '#location/cluster%2Fshort' }]);
    expect(facts(sort['scheduling'])).toMatchObject({ scheduler: 'slurm', schedulerJob: '4711', queue: 'short', nodes: 'node1' });
    expect(sort['containerImage']).toMatchObject({
      '@id': expect.stringContaining('#docker.io/library/debian@sha256:') as string,
    });
    expect(named('count')['location']).toEqual({ '@id': '#location/local' });
  });

  test('were set up and taken down, and are what steps and data are bound to', () => {
    const { graph, named } = crateOf();
    expect(named('Set up box')).toMatchObject({
      object: [{ '@id': '#deployment/box' }],
      startTime: expect.any(String) as string,
    });
    expect(named('Take down box')).toMatchObject({ '@type': 'Action' });
    expect(graph.get('packed.cwl#main/sort')!['boundTo']).toEqual([
      { '@id': '#deployment/cluster' },
      { '@id': '#deployment/lab' },
    ]);
    expect(graph.get('packed.cwl#main/input')!['boundTo']).toEqual({ '@id': '#deployment/lab' });
  });

  test('are in the file that the user gave, which is in the crate', () => {
    const { crate, graph, named } = crateOf();
    expect(graph.get('streamflow.yml')).toMatchObject({ alternateName: 'places.yml', contentSize: '512' });
    expect(crate.files).toContainEqual({ path: 'streamflow.yml', from: 'file:///documents/places.yml' });
    expect(named('Run of workflow.cwl')['object']).toContainEqual({ '@id': 'streamflow.yml' });
  });
});

describe('what travelled', () => {
  test('is told with both ends, route, size and digest, what did not arrive too', () => {
    const { at, transfers } = crateOf();
    expect(transfers.map((one) => [one['transferRoute'], one['fromLocation'], one['toLocation'], one['error']])).toEqual([
      ['upload', { '@id': '#location/local' }, { '@id': '#location/lab' }, undefined],
      ['relay', { '@id': '#location/lab' }, { '@id': '#location/cluster%2Fshort' }, 'The line was cut.'],
      ['relay', { '@id': '#location/lab' }, { '@id': '#location/cluster%2Fshort' }, undefined],
      ['fetch', { '@id': '#location/cluster%2Fshort' }, { '@id': '#location/local' }, undefined],
    ]);
    for (const one of transfers.filter(({ error }) => error === undefined)) {
      const file = at((one['object'] as readonly Reference[])[0]);
      expect([String(one['transferredBytes']), one['transferredSha256']]).toEqual([file['contentSize'], file['sha256']]);
    }
  });

  test('is the original, however often it was copied on the way', () => {
    const { graph } = crateOf((events) =>
      events.map((event) =>
        event.type === 'transfer.started' && event.route === 'fetch'
          ? { ...event, from: transferTarget(events) }
          : event.type === 'transfer.ended' && event.route === 'fetch'
            ? { ...event, from: transferTarget(events) }
            : event,
      ),
    );
    expect(graph.get('#transfer/4')!['object']).toEqual(graph.get('#transfer/3')!['object']);
  });

  test('and was cut short by the end of the log has no end', () => {
    const { transfers } = crateOf((events) => {
      const last = events.findLastIndex((event) => event.type === 'transfer.started');
      return events.slice(0, last + 1);
    });
    expect(transfers.at(-1)).toMatchObject({ error: 'The run was cut short.', transferRoute: 'fetch' });
    expect(transfers.at(-1)).not.toHaveProperty('transferredBytes');
  });

  test('is not all there is: data that never came here has digest, size and place, and no path', () => {
    const { crate, at, named } = crateOf((events) => events.filter((event) => !('route' in event && event.route === 'fetch')));
    const [made] = named('sort')['result'] as readonly Reference[];
    expect(at(made)).toMatchObject({
      '@id': expect.stringMatching(/^#sha256-[0-9a-f]{64}$/) as string,
      contentSize: expect.any(String) as string,
      contentUrl: expect.stringMatching(/^ssh:\/\/head:22\//) as string,
      storedAt: { '@id': '#location/cluster%2Fshort' },
    });
    expect(crate.files.every(({ from }) => typeof from !== 'string' || from.startsWith('file:'))).toBe(true);
  });
});

function transferTarget(events: readonly Event[]): string {
  const relayed = events.filter((event) => event.type === 'transfer.ended' && event.route === 'relay').at(-1);
  return (relayed as { readonly to: string }).to;
}
