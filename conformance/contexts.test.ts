import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contextAt } from '../src/record/context/context.ts';
import { shared } from './lib/places.ts';

const contexts = shared('contexts');
const why = contexts === undefined ? ' (skipped: ../shared/contexts is not here)' : '';

test.skipIf(contexts === undefined).each([
  ['ro-crate-1.1.jsonld', 'https://w3id.org/ro/crate/1.1/context'],
  ['ro-crate-1.2.jsonld', 'https://w3id.org/ro/crate/1.2/context'],
  ['ro-crate-1.3.jsonld', 'https://w3id.org/ro/crate/1.3/context'],
  ['workflow-run.jsonld', 'https://w3id.org/ro/terms/workflow-run/context'],
  ['test.jsonld', 'https://w3id.org/ro/terms/test'],
  ['sapporo.jsonld', 'https://w3id.org/ro/terms/sapporo'],
  ['compss.jsonld', 'https://w3id.org/ro/terms/compss/context'],
  ['wfexs.jsonld', 'https://w3id.org/ro/terms/wfexs/context'],
])(`every document expands with our terms as with %s${why}`, (name, url) => {
  const published = JSON.parse(readFileSync(join(contexts!, name), 'utf8')) as { '@context': Record<string, string> };
  expect(contextAt(url)).toEqual(published['@context']);
});
