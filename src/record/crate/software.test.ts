import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { step, tool, workflow } from '../../../fixtures/runs/model.ts';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import type { SoftwarePackage } from '../../language/model/requirement.ts';
import type { Event } from '../../event/event.ts';
import { readLedger } from '../ledger.ts';
import { describeProvenance } from '../prov/provenance.ts';
import { describeRun } from './crate.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'software-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function crateOf(...packages: readonly (readonly SoftwarePackage[])[]) {
  const steps = packages.map((list, index) => {
    const hints = [{ class: 'SoftwareRequirement', packages: list } as const];
    return step(`s${index}`, tool(`#t${index}.cwl`, { n: 'int' }, {}, { hints }), { n: 'n' });
  });
  const main = workflow('#main', { n: 'int' }, {}, steps);
  const tools = Object.fromEntries(packages.map((_, index) => [`#t${index}.cwl`, () => ({})]));
  const { events, log } = simulate({ workflow: main, inputs: () => ({ n: 1 }), tools }, join(folder, 'run'));
  const graph = describeRun(main, readLedger(events), log).metadata['@graph'];
  return (id: string) => graph.find((one) => one['@id'] === id)!;
}

const rrid = 'https://identifiers.org/rrid/RRID:SCR_002105';
const biotools = 'https://bio.tools/samtools';

test('what tools ask for is software with its versions and identifiers, once for all of them', () => {
  const entity = crateOf(
    [{ package: 'samtools', version: ['1.9'], specs: [rrid, 'RRID:SCR_002105'] }, { package: 'my bwa' }],
    [{ package: 'samtools', version: ['1.9'], specs: [biotools] }],
    [{ package: 'samtools', version: ['1.9', '1.10'] }],
  );
  expect(entity('packed.cwl#t0.cwl')['softwareRequirements']).toEqual([
    { '@id': '#software/samtools/1.9' },
    { '@id': '#software/my%20bwa' },
  ]);
  expect(entity('packed.cwl#t1.cwl')['softwareRequirements']).toEqual({ '@id': '#software/samtools/1.9' });
  expect(entity('#software/samtools/1.9')).toEqual({
    '@id': '#software/samtools/1.9',
    '@type': 'SoftwareApplication',
    name: 'samtools',
    version: '1.9',
    url: rrid,
    identifier: [{ '@id': rrid }, 'RRID:SCR_002105', { '@id': biotools }],
  });
  expect(entity('#software/samtools/1.9%2C1.10')).toMatchObject({ name: 'samtools', version: ['1.9', '1.10'] });
  expect(entity('#software/my%20bwa')).toEqual({ '@id': '#software/my%20bwa', '@type': 'SoftwareApplication', name: 'my bwa' });
});

test('what a job used is the software that was found for it', () => {
  const { workflow: main } = runs['bareTool']!;
  const { events, log } = simulate(runs['bareTool']!, join(folder, 'found'));
  const id = 'module:samtools/1.9';
  const common = { v: 1, seq: 0, type: 'software.resolved', id, by: 'module', name: 'samtools', version: '1.9' } as const;
  const changed = events.flatMap((event): Event[] =>
    event.type === 'job.started'
      ? [
          { ...common, at: event.at, path: '/modules/samtools/1.9', requested: { package: 'samtools', specs: [biotools] } },
          { ...common, at: event.at, requested: { package: 'Samtools', version: ['1.9', '1.10'], specs: [rrid] } },
          { ...event, software: [id] },
        ]
      : [event],
  );
  const ledger = readLedger(changed);
  const crate = describeRun(main, ledger, log);
  const entity = (wanted: unknown) => crate.metadata['@graph'].find((one) => one['@id'] === wanted);
  const [action] = crate.metadata['@graph'].filter((one) => one['software'] !== undefined);
  expect(action).toMatchObject({ name: 'echo.cwl', software: { '@id': '#software/module:samtools/1.9' } });
  expect(entity('#software/module:samtools/1.9')).toMatchObject({
    '@type': 'SoftwareApplication',
    name: 'samtools',
    alternateName: 'Samtools',
    version: '1.9',
    url: biotools,
    identifier: [{ '@id': biotools }, { '@id': rrid }],
  });
  expect(entity('#software/module:samtools/1.9/softwareSource')).toMatchObject({ value: 'module' });
  expect(entity('#software/module:samtools/1.9/softwarePath')).toMatchObject({ value: '/modules/samtools/1.9' });
  expect(describeProvenance(main, ledger, crate.data)).toContainEqual({
    subject: action!['@id'],
    predicate: 'prov:used',
    object: '#software/module:samtools/1.9',
  });
});
