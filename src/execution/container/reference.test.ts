import { expect, it } from 'vitest';
import { isImageId, parseReference, registryOf } from './reference.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

it.each([
  ['debian', { repository: 'docker.io/library/debian', tag: 'latest' }],
  ['docker.io/debian:12', { repository: 'docker.io/library/debian', tag: '12' }],
  ['biocontainers/samtools:v1.9', { repository: 'docker.io/biocontainers/samtools', tag: 'v1.9' }],
  ['quay.io/a/b/c', { repository: 'quay.io/a/b/c', tag: 'latest' }],
  ['localhost:5000/x:1', { repository: 'localhost:5000/x', tag: '1' }],
  [`ghcr.io/o/n@${digest}`, { repository: 'ghcr.io/o/n', digest }],
  [`n:1@${digest}`, { repository: 'docker.io/library/n', tag: '1', digest }],
])('reads the name %s', (name, reference) => {
  expect(parseReference(name)).toEqual(reference);
});

it.each(['', 'Debian', 'a b', '../x', 'x?y=z', '-v', 'x@sha256:12', 'a//b', 'http://x/y'])('refuses %j as a name', (name) => {
  expect(parseReference(name)).toBeUndefined();
});

it('tells ids and registries', () => {
  expect(isImageId(digest)).toBe(true);
  expect(isImageId('debian')).toBe(false);
  expect(registryOf(parseReference('localhost:5000/x')!)).toBe('localhost:5000');
});
