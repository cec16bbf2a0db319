import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import type { Event } from '../../event/event.ts';
import { readLedger } from '../ledger.ts';
import { describeProvenance } from '../prov/provenance.ts';
import { describeRun } from './crate.ts';
import type { Reference } from './graph.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attempt-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const times = (second: number) => ({
  start: `2026-01-02T09:00:0${second}.000+00:00`,
  end: `2026-01-02T09:00:0${second}.500+00:00`,
});

/** A run whose job was lost `lost` times before it came to an end; `length` cuts the log. */
function withLost(lost: number, length?: number) {
  const { workflow } = runs['bareTool']!;
  const { events, log } = simulate(runs['bareTool']!, join(folder, 'run'));
  const [scheduled, started] = ['job.scheduled', 'job.started'].map((type) => events.find((event) => event.type === type)!);
  const changed = events.flatMap((event): Event[] => {
    if (event.type !== 'job.scheduled') return 'attempt' in event ? [{ ...event, attempt: lost + 1 }] : [event];
    const attempts = Array.from({ length: lost }, (_, index): Event[] => [
      { ...scheduled!, attempt: index + 1 } as Event,
      { ...started!, attempt: index + 1 } as Event,
      {
        type: 'job.retried',
        job: event.job,
        attempt: index + 1,
        ...times(index),
        error: { code: 'JOB_LOST', message: 'The container is gone.' },
        v: 1,
        seq: 0,
        at: event.at,
      },
    ]);
    return [...attempts.flat(), { ...event, attempt: lost + 1 }];
  });
  const ledger = readLedger(changed.slice(0, length));
  const crate = describeRun(workflow, ledger, log);
  const graph = crate.metadata['@graph'];
  const [control] = graph.filter((one) => one['@type'] === 'ControlAction');
  const actions = ((control?.['object'] ?? []) as Reference[]).map(({ '@id': id }) => graph.find((one) => one['@id'] === id)!);
  return {
    changed,
    control,
    actions,
    root: graph.find((one) => one['@id'] === './')!,
    statements: describeProvenance(workflow, ledger, crate.data),
  };
}

describe('the attempts of a job', () => {
  test('that was lost twice stand in order, and what came of it came of the last', () => {
    const { control, actions, root } = withLost(2);
    expect(actions.map((action) => [action['@type'], action['attempt'], action['startTime'], action['endTime']])).toEqual([
      ['ActivateAction', 1, times(0).start, times(0).end],
      ['ActivateAction', 2, times(1).start, times(1).end],
      ['CreateAction', 3, expect.any(String), expect.any(String)],
    ]);
    const failed = { actionStatus: 'http://schema.org/FailedActionStatus', error: 'The container is gone.' };
    expect(actions.slice(0, 2)).toMatchObject([failed, failed]);
    const completed = 'http://schema.org/CompletedActionStatus';
    expect(actions[2]).toMatchObject({ actionStatus: completed, exitCode: 0, result: [{ '@id': 'outputs/out.txt' }] });
    expect(actions.slice(0, 2).some((action) => 'result' in action || 'exitCode' in action)).toBe(false);
    expect(control).toMatchObject({ actionStatus: completed });
    expect(root['mentions']).toEqual(expect.arrayContaining(actions.map((action) => ({ '@id': action['@id'] }))));
  });

  test('keep their ids however much of the log there is', () => {
    const { changed, actions } = withLost(2);
    const ids = actions.map((action) => action['@id']);
    expect(new Set(ids).size).toBe(3);
    for (let length = changed.findIndex((event) => event.type === 'job.created') + 1; length <= changed.length; length += 1) {
      const sofar = withLost(2, length).actions.map((action) => action['@id']);
      expect(ids.slice(0, sofar.length)).toEqual(sofar);
    }
    expect(withLost(0).actions.map((action) => action['@id'])).toEqual(ids.slice(0, 1));
    expect(withLost(0).actions[0]).not.toHaveProperty('attempt');
  });

  test('are activities, of which only the last made something', () => {
    const { actions, statements } = withLost(1);
    const [lost, last] = actions.map((action) => action['@id']);
    const of = (subject: string | undefined, predicate: string) =>
      statements.filter((one) => one.subject === subject && one.predicate === predicate).map((one) => one.object);
    expect(of(lost, 'prov:endedAtTime')).toEqual([{ text: times(0).end, type: 'xsd:dateTime' }]);
    expect(of(lost, 'prov:used')).toEqual(of(last, 'prov:used'));
    const makers = statements.filter((one) => one.predicate === 'prov:wasGeneratedBy').map((one) => one.object);
    expect(makers).toContain(last);
    expect(makers).not.toContain(lost);
  });
});
