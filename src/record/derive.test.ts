import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '../../fixtures/runs/runs.ts';
import { simulate } from '../../fixtures/runs/simulate.ts';
import type { Event } from '../event/event.ts';
import { describeRun } from './crate/crate.ts';
import { readLog } from './eventlog/read.ts';
import { readLedger } from './ledger.ts';
import { writeJsonLd } from './prov/jsonld.ts';
import { describeProvenance } from './prov/provenance.ts';
import { writeProvN } from './prov/provn.ts';
import { writeTurtle } from './prov/turtle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'derive-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** All that a crate says, as the bytes of its files. */
async function derive(name: string, events: Iterable<Event>, log: string) {
  const { workflow } = runs[name]!;
  const ledger = readLedger(events);
  const { metadata, data } = describeRun(workflow, ledger, log);
  const statements = describeProvenance(workflow, ledger, data);
  const { run } = ledger.run;
  return [
    JSON.stringify(metadata),
    await writeTurtle(statements, run),
    await writeJsonLd(statements, run),
    writeProvN(statements, run),
  ];
}

test.each(Object.keys(runs))('what a crate says of %s follows from the log that travels in it, byte for byte', async (name) => {
  const { events, log } = simulate(runs[name]!, join(folder, name));
  expect(await derive(name, readLog(fileURLToPath(log)), log)).toEqual(await derive(name, events, log));
});
