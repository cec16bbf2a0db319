import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largeRun, spread } from '../../../fixtures/runs/large.ts';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate, type Simulation } from '../../../fixtures/runs/simulate.ts';
import type { Event } from '../../event/event.ts';
import { readLedger } from '../ledger.ts';
import { writeChromeTrace } from './chrome-trace.ts';
import { writeCsv } from './csv.ts';
import { reportOf } from './report.ts';
import { writeText } from './text.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function reportOn(run: Simulation, change: (events: Event[]) => Event[] = (events) => events) {
  const { events } = simulate(run, mkdtempSync(join(folder, 'run-')));
  return reportOf(run.workflow, readLedger(change(events)));
}

const plainText = { width: 100, paint: (_: unknown, text: string) => text };

describe('the report of a run', () => {
  test('says on a screen how it went, why it failed, and when each step was busy', () => {
    const text = writeText(reportOn(runs['failed']!), { ...plainText, tail: 'first\n\u001b[31mit went wrong\n' });
    expect(text).toContain('Run of workflow.cwl: permanentFail\n  who     Josiah Carberry, Brown University');
    expect(text).toContain('First failure: /rev@0 /rev@0 failed with exit code 3\n  | first\n  | \ufffd[31mit went wrong\n');
    expect(text).toMatch(/^\/echo +1 success .*[▁-█]+·+$/m);
    expect(text).toMatch(/^\/rev +1 permanentFail .*[▁-█]+·*$/m);
    expect(text).toMatch(/OUTPUTS\n {2}out {4}null\n {2}other {2}out\.txt/);
  });

  test('of many jobs fits on a screen', () => {
    const report = reportOn(largeRun(2000), (events) => spread(events, ['local', 'cluster'], 4));
    const lines = writeText(report, plainText).split('\n');
    expect(lines.length).toBeLessThan(40);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines).toContain('  jobs    1,999 jobs of 3 steps');
  });

  test('of a run without an end says so', () => {
    const { state, steps } = reportOn(runs['scatter']!, (events) => events.slice(0, -4));
    expect([state, steps[0]!.counts]).toEqual(['unfinished', { success: 2, unfinished: 1 }]);
  });

  test('has a line of values for each attempt, none of which a spreadsheet takes for a formula', () => {
    const report = reportOn(runs['nestedScatter']!);
    const [head, ...rows] = writeCsv(report.jobs).trimEnd().split('\r\n');
    expect(head).toMatch(/^job,step,attempt,state,location,/);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/^\/pair@0\.0\.0,\/pair,1,success,local,2026-01-02T10:00:00/);
    expect(writeCsv([{ ...report.jobs[0]!, command: '=1+"a",\n' }])).toContain(`,"'=1+""a"",\n",`);
  });

  test('is a trace in which jobs at one place lie beside each other', () => {
    interface Slice {
      readonly ph: string;
      readonly pid: number;
      readonly tid: number;
      readonly ts: number;
      readonly dur: number;
    }
    const report = reportOn(largeRun(200), (events) => spread(events, ['local', 'cluster'], 4));
    const { traceEvents } = JSON.parse(writeChromeTrace(report)) as { readonly traceEvents: readonly Slice[] };
    const slices = traceEvents.filter(({ ph }) => ph === 'X');
    expect(slices).toHaveLength(199 + 199);
    const overlapping = slices.filter((one) =>
      slices.some(
        (other) =>
          other !== one && other.pid === one.pid && other.tid === one.tid && other.ts >= one.ts && other.ts < one.ts + one.dur,
      ),
    );
    expect(overlapping).toEqual([]);
  });
});
