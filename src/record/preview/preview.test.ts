import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largeRun, spread } from '../../../fixtures/runs/large.ts';
import { step, tool, workflow } from '../../../fixtures/runs/model.ts';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate, type Simulation } from '../../../fixtures/runs/simulate.ts';
import type { Event } from '../../event/event.ts';
import { describeRun } from '../crate/crate.ts';
import { readLedger } from '../ledger.ts';
import { partReader } from '../package/part.ts';
import { makePreview } from './preview.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function pageOf(run: Simulation, change: (events: Event[]) => Event[] = (events) => events): Promise<string> {
  const { events, log } = simulate(run, mkdtempSync(join(folder, 'run-')));
  const ledger = readLedger(change(events));
  const crate = describeRun(run.workflow, ledger, log);
  return makePreview(run.workflow, ledger, crate, { isInCrate: true, read: partReader(crate.files) });
}

/** What a person reads. */
function words(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ');
}

describe('the preview of a run', () => {
  test.each(Object.keys(runs))('of %s leads nowhere that is not there, and asks nothing of the network', async (name) => {
    const page = await pageOf(runs[name]!);
    const ids = Array.from(page.matchAll(/\bid="([^"]+)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = Array.from(page.matchAll(/href="#([^"]+)"/g), ([, id]) => id);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
    expect(page).not.toMatch(/<(script|link|iframe|object|embed|base)\b|\son\w+=|@import|url\(|src="(?!data:image)/i);
  });

  test('says first what ran, who ran it, when, where, how long and how it ended', async () => {
    const text = words(await pageOf(runs['subworkflow']!));
    expect(text).toContain('Josiah Carberry ran this workflow on 2026-01-02 10:00:00 UTC on desk. It succeeded after 0.');
    expect(text).toContain('9 jobs of 3 steps');
    expect(text).toContain('crate-run packed.cwl job.json -o again.crate.zip');
    expect(text).toContain('Josiah Carberry (2026): Run of workflow.cwl.');
  });

  test('says which job failed first and why, with the end of its stderr', async () => {
    const page = await pageOf(runs['failed']!);
    expect(words(page)).toContain('The first failure /rev@0 /rev@0 failed with exit code 3 The end of its stderr: it went wrong');
    expect(page).toMatch(/<g class="tool failed"/);
  });

  test('says that a run has no end yet', async () => {
    const page = await pageOf(runs['revsort']!, (events) =>
      events.slice(0, events.findIndex(({ type }) => type === 'job.started') + 1),
    );
    expect(words(page)).toContain('It was cut short or still goes on');
    expect(page).toMatch(/<g class="tool unfinished"/);
  });

  test('shows what is in files, and where each came from', async () => {
    const text = words(await pageOf(runs['revsort']!));
    expect(text).toContain('call me');
    expect(text).toMatch(/out\.txt[^.]*Made by \/sorted@0 from out\.txt\./);
    expect(text).toMatch(/a whale #1\?\.txt ?8 bytes Given to the run\. Read by \/rev@0\./);
  });

  test('escapes whatever the run is called and writes', async () => {
    const bad = `"'><img src=x onerror=alert(1)><script>alert(2)</script>\u202e</style></svg>`;
    const run: Simulation = {
      workflow: {
        ...workflow('#main', { [bad]: 'string' }, { out: ['File', 's/out'] }, [
          step(
            's',
            tool('#t.cwl', { m: 'string' }, { out: 'File' }, { doc: bad, baseCommand: [bad] }),
            { m: bad },
            { label: bad },
          ),
        ]),
        label: bad,
        doc: bad,
      },
      inputs: () => ({ [bad]: bad }),
      tools: { '#t.cwl': (_, desk) => ({ out: desk.file('"><svg onload=alert(3)>.csv', `a,b\n${bad},<b>\n`) }) },
      run: { agent: { name: bad, orcid: 'javascript:alert(4)', affiliation: bad }, license: bad, command: [bad] },
    };
    const page = await pageOf(run);
    expect(page).not.toMatch(/<script|<img|<svg onload|href="javascript|\u202e/);
    expect(page.match(/<\/style>/g)).toHaveLength(2);
    expect(words(page)).toContain('alert(2)');
  });

  test('of 4,000 jobs at three places stays small, and shows failures among so many', async () => {
    const run = largeRun(4000, (part) => part === 77);
    const page = await pageOf(run, (events) => spread(events, ['local', 'cluster', 'h1'], 8));
    expect(page.length).toBeLessThan(500_000);
    expect(words(page)).toContain('1,999 jobs of 3 steps, 1 failed');
    expect(words(page)).toMatch(/measure 66\d jobs, 8 at once/);
    expect(page).toMatch(/<path class="failed"[^>]*><title>1 job failed/);
  });

  test('is the same for the same run', async () => {
    const run = runs['records']!;
    const { events, log } = simulate(run, join(folder, 'same'));
    const ledger = readLedger(events);
    const crate = describeRun(run.workflow, ledger, log);
    const options = { isInCrate: true, read: partReader(crate.files) };
    expect(await makePreview(run.workflow, ledger, crate, options)).toBe(await makePreview(run.workflow, ledger, crate, options));
  });
});
