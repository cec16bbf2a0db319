import { describe, expect, test } from 'vitest';
import { eventVersion, type Event, type Fact, type TransferEnded } from '../event/event.ts';
import { readLedger } from './ledger.ts';
import { outputRoutes, whereNow } from './whereabouts.ts';

const at = '2026-01-02T10:00:00.000+00:00';
const begin: readonly Fact[] = [
  {
    type: 'run.started',
    run: '11111111-2222-4333-8444-555555555555',
    command: ['crate-run'],
    engine: { name: 'crate-run', version: '0.1.0', url: 'https://example.org/', runtime: 'Node.js' },
  },
  {
    type: 'document.loaded',
    location: 'file:///w.cwl',
    packed: { cwlVersion: 'v1.2', $graph: [] },
    wrapped: false,
    sources: [],
    inputs: {},
  },
];

function ledgerOf(...facts: readonly Fact[]) {
  return readLedger([...begin, ...facts].map((fact, index): Event => ({ v: eventVersion, seq: index + 1, at, ...fact })));
}

function arrived(transfer: number, route: TransferEnded['route'], from: string, to: string, more = {}): TransferEnded {
  return { type: 'transfer.ended', transfer, route, from, to, bytes: 1, start: at, end: at, ...more };
}

describe('the index of a log', () => {
  test('joins the two ends of each transfer, and keeps those that are under way or failed', () => {
    const began = { type: 'transfer.started', from: 'ssh://h:22/x', to: 'file:///y', route: 'fetch' } as const;
    const error = { code: 'DATA_TRANSFER', message: 'cut' };
    const { transfers } = ledgerOf(
      { ...began, transfer: 1 },
      { ...began, transfer: 2 },
      { ...began, transfer: 3 },
      arrived(2, 'fetch', began.from, began.to),
      arrived(1, 'fetch', began.from, began.to, { error }),
    );
    expect(transfers.map(({ started, ended }) => [started?.transfer, ended?.transfer, ended?.error])).toEqual([
      [1, 1, error],
      [2, 2, undefined],
      [3, undefined, undefined],
    ]);
  });

  test('finds bytes of another machine here once they were fetched, wherever else they went', () => {
    const remote = 'ssh://h:22/out/x';
    const there = ledgerOf(arrived(1, 'relay', remote, 'ssh://g:22/x'));
    expect(whereNow(there, remote, outputRoutes)).toBe(remote);
    const cut = arrived(2, 'fetch', 'ssh://h:22/out', 'file:///cut', { error: { code: 'DATA_TRANSFER', message: 'cut' } });
    const here = ledgerOf(
      arrived(1, 'fetch', 'ssh://h:22/out', 'file:///here'),
      cut,
      arrived(3, 'relay', remote, 'ssh://g:22/x'),
    );
    expect(whereNow(here, remote, outputRoutes)).toBe('file:///here/x');
  });

  test('knows which environments came and went', () => {
    const ready = { type: 'deployment.ready', connector: 'ssh', external: true, start: at, end: at } as const;
    const { deployments } = ledgerOf(
      { ...ready, deployment: 'a' },
      { ...ready, deployment: 'b', wraps: 'a' },
      { type: 'deployment.removed', deployment: 'b' },
    );
    expect([...deployments].map(([name, { ready, removed }]) => [name, ready.wraps, removed !== undefined])).toEqual([
      ['a', undefined, false],
      ['b', 'a', true],
    ]);
  });
});
