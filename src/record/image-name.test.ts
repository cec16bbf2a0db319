import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImageName } from './image-name.ts';

const part = fc.stringMatching(/^[a-z0-9]{1,8}((\.|_|__|-|--)[a-z0-9]{1,6}){0,2}$/);
const registry = fc.stringMatching(
  /^(localhost|[a-z0-9]{1,6}(\.[a-z]{2,5}){1,2}|[a-z]{1,6}:[0-9]{2,4}|localhost:[0-9]{2,4}|\[fe80::1\]:[0-9]{2})$/,
);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

describe('the name of an image', () => {
  test('has a registry, a path, a tag and a digest', () => {
    fc.assert(
      fc.property(
        registry,
        fc.array(part, { minLength: 1, maxLength: 3 }),
        maybe(tag),
        maybe(digest),
        (host, parts, tagged, pinned) => {
          const text = `${host}/${parts.join('/')}${tagged === undefined ? '' : `:${tagged}`}${pinned === undefined ? '' : `@${pinned}`}`;
          expect(parseImageName(text)).toEqual({
            registry: host,
            saysRegistry: true,
            repository: parts.join('/'),
            ...(tagged === undefined && pinned === undefined ? { tag: 'latest' } : {}),
            ...(tagged === undefined ? {} : { tag: tagged }),
            ...(pinned === undefined ? {} : { digest: pinned }),
          });
        },
      ),
    );
  });

  test('means the same when all that Docker adds is written out', () => {
    fc.assert(
      fc.property(part, maybe(part), maybe(tag), (first, second, tagged) => {
        fc.pre(second === undefined || !/[.]|^localhost$/.test(first));
        const short = `${first}${second === undefined ? '' : `/${second}`}${tagged === undefined ? '' : `:${tagged}`}`;
        const found = parseImageName(short);
        fc.pre(found !== undefined);
        expect(parseImageName(`${found.registry}/${found.repository}:${found.tag!}`)).toEqual({ ...found, saysRegistry: true });
      }),
    );
  });

  test.each([
    ['debian', 'docker.io', 'library/debian', 'latest'],
    ['debian:stable-slim', 'docker.io', 'library/debian', 'stable-slim'],
    ['biocontainers/bwa:v0.7.17_cv1', 'docker.io', 'biocontainers/bwa', 'v0.7.17_cv1'],
    ['index.docker.io/debian:12', 'docker.io', 'library/debian', '12'],
    ['quay.io/biocontainers/samtools:1.19--h50ea8bc_0', 'quay.io', 'biocontainers/samtools', '1.19--h50ea8bc_0'],
    ['localhost:5000/mine', 'localhost:5000', 'mine', 'latest'],
    ['localhost/mine:1', 'localhost', 'mine', '1'],
    ['REGISTRY/mine:1', 'REGISTRY', 'mine', '1'],
  ])('%s is %s/%s:%s', (text, host, repository, tagged) => {
    expect(parseImageName(text)).toMatchObject({ registry: host, repository, tag: tagged });
  });

  test('is no image id, and no text of another kind', () => {
    fc.assert(
      fc.property(hex, (id) => {
        expect(parseImageName(id)).toBeUndefined();
        expect(parseImageName(`sha256:${id}`)).toBeUndefined();
      }),
    );
    for (const text of ['', ':', '@', 'Debian', 'a//b', '-a', 'a b', 'docker://debian', 'debian:', 'debian@sha256:12']) {
      expect(parseImageName(text), text).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (text) => void parseImageName(text)));
  });
});
