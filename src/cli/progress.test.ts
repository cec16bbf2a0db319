import { expect, it } from 'vitest';
import type { Event } from '../event/event.ts';
import { plainProgress } from './progress.ts';

const times = { start: '2026-01-02T10:00:00.000+00:00', end: '2026-01-02T10:02:05.000+00:00' };

function linesFor(...events: object[]): string {
  let text = '';
  const progress = plainProgress((part) => (text += part));
  for (const event of events) progress.see({ v: 1, seq: 1, at: times.end, ...event } as Event);
  return text;
}

it('writes one line for each job that ends, and how', () => {
  expect(
    linesFor(
      { type: 'job.created', job: '/a@0' },
      { type: 'job.ended', job: '/a@0', status: 'success', ...times },
      { type: 'job.ended', job: '/b@0.1', status: 'permanentFail', ...times },
      { type: 'job.ended', job: '/c@0', status: 'cancelled', ...times },
      { type: 'job.skipped', job: '/d@0' },
    ),
  ).toBe('done    /a@0  2 min 5 s\nFAILED  /b@0.1  2 min 5 s\nstopped /c@0  2 min 5 s\nskipped /d@0\n');
});

it('shows names of others without their control characters', () => {
  expect(linesFor({ type: 'job.skipped', job: '/\u001b[2J@0' })).toBe('skipped /\ufffd[2J@0\n');
});
