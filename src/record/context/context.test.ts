import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { dialects } from '../crate/dialect.ts';
import { ownNamespace } from '../crate/terms.ts';

const crateContext = dialects['0.5'].context;
import { loadContext } from './loader.ts';

describe('the contexts that the program carries', () => {
  test('know the terms of RO-Crate and of workflow runs', async () => {
    const [roCrate, workflowRun] = await Promise.all([crateContext[0], crateContext[1]].map(loadContext));
    expect(roCrate?.document['@context']).toMatchObject({
      File: 'http://schema.org/MediaObject',
      name: 'http://schema.org/name',
    });
    expect(workflowRun?.document['@context']['sha256']).toBe('https://w3id.org/ro/terms/workflow-run#sha256');
  });

  test('are all that is ever loaded', async () => {
    await expect(loadContext('https://example.org/context')).rejects.toThrow('https://example.org/context');
  });

  test('explain every term of our own that crates use', () => {
    const { namespace, properties } = JSON.parse(
      readFileSync(new URL('../../../profiles/crate-run.json', import.meta.url), 'utf8'),
    ) as {
      namespace: string;
      properties: Record<string, string>;
    };
    const own = Object.entries(crateContext[2]).filter(([, iri]) => iri.startsWith(ownNamespace));
    expect(namespace).toBe(ownNamespace);
    expect(own.map(([term]) => term).sort()).toEqual(Object.keys(properties).sort());
  });
});
