import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { runs } from '../../fixtures/runs/runs.ts';
import { simulate } from '../../fixtures/runs/simulate.ts';
import type { Event } from './event.ts';
import { eventSchema } from './schema.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(eventSchema);
const ended: Event = {
  v: 1,
  seq: 7,
  at: '2026-01-02T10:00:01.123+00:00',
  type: 'job.ended',
  job: '/align/sort@0.3',
  attempt: 1,
  status: 'success',
  start: '2026-01-02T10:00:00.123+00:00',
  end: '2026-01-02T10:00:01.123+00:00',
  exitCode: 0,
};

describe('the schema of the event log', () => {
  test('takes an event as it is written', () => {
    expect(validate(ended), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(Object.entries(runs))('takes every event of the run %s', (_, run) => {
    const folder = mkdtempSync(join(tmpdir(), 'schema-'));
    for (const event of simulate(run, folder).events)
      expect(validate(event), JSON.stringify([event.type, validate.errors])).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['a type that is not known', { type: 'job.vanished' }],
    ['a field that is not known', { colour: 'red' }],
    ['a status that is not known', { status: 'error' }],
    ['a time in another zone', { end: '2026-01-02T10:00:01.123+01:00' }],
    ['a job without a tag', { job: '/align/sort' }],
    ['another version', { v: 2 }],
    ['no attempt', { attempt: undefined }],
  ])('refuses %s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...ended, ...change })))).toBe(false);
  });
});
