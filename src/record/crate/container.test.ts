import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../../../fixtures/runs/runs.ts';
import { simulate } from '../../../fixtures/runs/simulate.ts';
import type { Event } from '../../event/event.ts';
import type { ResolvedImage } from '../../job/container.ts';
import { readLedger } from '../ledger.ts';
import { describeProvenance } from '../prov/provenance.ts';
import { describeRun } from './crate.ts';
import type { Entity, Reference } from './graph.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'container-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const id = `sha256:${'1'.repeat(64)}`;
const digest = `sha256:${'d'.repeat(64)}`;
const facts = { architecture: 'amd64', os: 'linux', size: 155984636, engine: { name: 'Docker Engine', version: '20.10.24' } };

/** The run of a plain workflow in which step `rev` ran in the images that answered, one after the other. */
function inImages(...images: readonly (Pick<ResolvedImage, 'requested'> & Partial<ResolvedImage>)[]) {
  const { workflow } = runs['scatter']!;
  const { events, log } = simulate(runs['scatter']!, join(folder, 'run'));
  const resolved = images.map((image) => ({ type: 'image.resolved', how: 'present', id, ...facts, ...image }) as const);
  let next = 0;
  const changed = events.flatMap((event): Event[] => {
    const image = event.type === 'job.started' ? resolved[next++ % resolved.length] : undefined;
    if (event.type !== 'job.started' || !image) return [event];
    const container = { requested: image.requested, image: image.id, network: false };
    return [
      { ...image, v: 1, seq: event.seq, at: event.at },
      { ...event, container },
    ];
  });
  const ledger = readLedger(changed);
  const crate = describeRun(workflow, ledger, log);
  const graph = crate.metadata['@graph'];
  const byId = (wanted: string) => graph.find((one) => one['@id'] === wanted)!;
  return {
    graph,
    byId,
    images: graph.filter((one) => one['@type'] === 'ContainerImage'),
    jobs: graph.filter((one) => /^echo\[/.test(String(one['name']))),
    property: (image: Entity, name: string) =>
      (image['additionalProperty'] as Reference[]).map((one) => byId(one['@id'])).find((one) => one['name'] === name)?.['value'],
    statements: describeProvenance(workflow, ledger, crate.data),
  };
}

describe('an image that jobs ran in', () => {
  test('that came from a registry says how to fetch the same bytes again', () => {
    const { images, jobs, property, byId } = inImages({ requested: 'debian:12', how: 'pulled', digest });
    expect(images).toMatchObject([
      {
        '@id': `#docker.io/library/debian@${digest}`,
        additionalType: { '@id': 'https://w3id.org/ro/terms/workflow-run#DockerImage' },
        registry: 'docker.io',
        name: 'library/debian',
        tag: '12',
        alternateName: 'debian:12',
        sha256: 'd'.repeat(64),
        identifier: `docker.io/library/debian@${digest}`,
        contentSize: '155984636',
      },
    ]);
    const told = ['imageId', 'manifestDigest', 'imageSource', 'architecture', 'os'].map((name) => property(images[0]!, name));
    expect(told).toEqual([id, digest, 'pulled', 'amd64', 'linux']);
    expect(jobs).toHaveLength(3);
    for (const job of jobs) {
      expect(job).toMatchObject({ containerImage: { '@id': images[0]!['@id'] }, networkAccess: false });
      expect(byId((job['containerEngine'] as Reference)['@id'])).toMatchObject({ name: 'Docker Engine', version: '20.10.24' });
    }
    expect(byId('#engine')['softwareRequirements']).toEqual(jobs[0]!['containerEngine']);
  });

  test('that no registry is known to have is named by its id, and not taken for another one of that name', () => {
    const { images, property } = inImages({ requested: 'debian:12' });
    expect(images).toMatchObject([{ '@id': `#${id}`, name: 'debian', tag: '12', alternateName: 'debian:12' }]);
    for (const absent of ['registry', 'sha256', 'identifier']) expect(images[0]).not.toHaveProperty(absent);
    expect(property(images[0]!, 'imageId')).toBe(id);
    expect(property(images[0]!, 'manifestDigest')).toBeUndefined();
  });

  test('that was asked for by its id has no name', () => {
    for (const requested of [id, id.slice(7), id.slice(7, 19)]) {
      const { images } = inImages({ requested });
      expect(images).toMatchObject([{ '@id': `#${id}`, alternateName: requested }]);
      for (const absent of ['registry', 'name', 'tag']) expect(images[0]).not.toHaveProperty(absent);
    }
  });

  test('is one image by whatever tag, and two where two registries have it', () => {
    const { images, jobs } = inImages(
      { requested: 'debian:12', digest },
      { requested: 'debian:bookworm', digest },
      { requested: 'quay.io/me/mine', digest: `sha256:${'e'.repeat(64)}` },
    );
    expect(images.map((image) => [image['registry'], image['tag']])).toEqual([
      ['docker.io', ['12', 'bookworm']],
      ['quay.io', 'latest'],
    ]);
    expect(jobs.map((job) => (job['containerImage'] as Reference)['@id'])).toEqual(
      [0, 0, 1].map((index) => images[index]!['@id']),
    );
  });

  test('uses only terms that our profile explains', () => {
    const { properties, propertyIDs, namespace } = JSON.parse(
      readFileSync(new URL('../../../profiles/crate-run.json', import.meta.url), 'utf8'),
    ) as { namespace: string; properties: Record<string, string>; propertyIDs: Record<string, string> };
    const { graph } = inImages({ requested: 'debian:12', digest });
    const used = graph.flatMap((one) => (typeof one['propertyID'] === 'string' ? [one['propertyID']] : []));
    for (const term of used) expect(Object.keys(propertyIDs).map((name) => namespace + name)).toContain(term);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['containerEngine', 'networkAccess']));
  });

  test('is used by the activities of its jobs, in a role', () => {
    const { images, jobs, statements } = inImages({ requested: 'debian:12', digest });
    const image = images[0]!['@id'];
    const users = statements.filter((one) => one.predicate === 'prov:used' && one.object === image).map((one) => one.subject);
    expect(users).toEqual(jobs.map((job) => job['@id']));
    const usages = statements.filter((one) => one.predicate === 'prov:entity' && one.object === image);
    expect(usages).toHaveLength(3);
    for (const { subject } of usages)
      expect(statements).toContainEqual({
        subject,
        predicate: 'prov:hadRole',
        object: 'https://w3id.org/ro/terms/workflow-run#containerImage',
      });
    const engine = (jobs[0]!['containerEngine'] as Reference)['@id'];
    expect(statements).toContainEqual({ subject: users[0], predicate: 'prov:wasAssociatedWith', object: engine });
    expect(statements).toContainEqual({ subject: engine, predicate: 'prov:actedOnBehalfOf', object: '#engine' });
  });
});
