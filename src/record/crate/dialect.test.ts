import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import { contextAt } from '../context/context.ts';
import { makeCrate } from '../make.ts';
import type { DialectName } from './dialect.ts';
import type { Entity } from './graph.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialect-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function crateIn(dialect: DialectName) {
  const place = mkdtempSync(join(folder, dialect));
  const { events, log } = simulate(runs['scatter']!, join(place, 'run'));
  const target = join(place, 'crate');
  await makeCrate(runs['scatter']!.workflow, events, log, target, new Map(), dialect);
  const text = readFileSync(join(target, 'ro-crate-metadata.json'), 'utf8');
  const { '@context': context, '@graph': graph } = JSON.parse(text) as {
    '@context': [string, string, Record<string, string>];
    '@graph': Entity[];
  };
  return { target, context, graph, entity: (id: string) => graph.find((one) => one['@id'] === id)! };
}

test('0.6 says the same in the words of RO-Crate 1.3, all of which it defines', async () => {
  const [old, young] = [await crateIn('0.5'), await crateIn('0.6')];
  expect(young.context[0]).toBe('https://w3id.org/ro/crate/1.3/context');
  expect(young.entity('ro-crate-metadata.json')['conformsTo']).toEqual({ '@id': 'https://w3id.org/ro/crate/1.3' });
  expect(young.entity('./')['conformsTo']).toEqual([
    { '@id': 'https://w3id.org/ro/wfrun/process/0.6' },
    { '@id': 'https://w3id.org/ro/wfrun/workflow/0.6' },
    { '@id': 'https://w3id.org/ro/wfrun/provenance/0.6' },
    { '@id': 'https://w3id.org/workflowhub/workflow-ro-crate/1.1' },
  ]);
  expect(young.entity('https://w3id.org/ro/wfrun/workflow/0.6')['@type']).toEqual(['CreativeWork', 'Profile']);
  expect(young.graph.map((one) => one['@id']).filter((id) => !/w3id\.org/.test(id))).toEqual(
    old.graph.map((one) => one['@id']).filter((id) => !/w3id\.org/.test(id)),
  );
  for (const { context, graph } of [old, young]) {
    const terms = { ...contextAt(context[0]), ...contextAt(context[1]), ...context[2] };
    for (const entity of graph) {
      const words = [...Object.keys(entity).filter((key) => !key.startsWith('@')), ...[entity['@type']].flat()];
      for (const word of words) expect(terms, `${entity['@id']} ${word}`).toHaveProperty([word]);
    }
  }
});

test('every file of a crate has its size and both digests in the metadata', async () => {
  const { target, entity } = await crateIn('0.5');
  const paths = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(target.length + 1))
    .filter((path) => !/^ro-crate-(metadata|preview)|^manifest/.test(path));
  expect(paths.length).toBeGreaterThan(8);
  for (const path of paths) {
    const bytes = readFileSync(join(target, path));
    const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
    expect(entity(encodeURI(path)), path).toMatchObject({
      contentSize: String(bytes.length),
      sha256: digest('sha256'),
      sha1: digest('sha1'),
    });
  }
});
