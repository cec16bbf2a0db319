import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { allCredentials, credentialsFor } from './credentials.ts';
import type { Surroundings } from './surroundings.ts';

let home: string;
let around: Surroundings;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
  mkdirSync(join(home, '.docker'));
  around = { home, environment: { PATH: `${home}:/usr/bin:/bin` } };
});
afterEach(() => rmSync(home, { recursive: true }));

const configure = (config: object) => writeFileSync(join(home, '.docker/config.json'), JSON.stringify(config));
const base64 = (text: string) => Buffer.from(text).toString('base64');

it('finds nothing where nothing is configured', async () => {
  expect(await credentialsFor('quay.io', around)).toBeUndefined();
});

it('reads passwords with colons, tokens, and the odd name of docker.io', async () => {
  configure({
    auths: {
      'quay.io': { auth: base64('me:a:b') },
      'https://index.docker.io/v1/': { auth: base64('hub:p') },
      'ghcr.io': { identitytoken: 't' },
    },
  });
  expect(await credentialsFor('quay.io', around)).toMatchObject({ username: 'me', password: 'a:b' });
  expect(await credentialsFor('docker.io', around)).toMatchObject({ username: 'hub', password: 'p' });
  expect(await credentialsFor('ghcr.io', around)).toMatchObject({ identitytoken: 't' });
  expect(Object.keys(await allCredentials(around)).sort()).toEqual(['ghcr.io', 'https://index.docker.io/v1/', 'quay.io']);
});

it('asks the helper of a registry, or that of all', async () => {
  const helper = (name: string, answer: string) =>
    writeFileSync(join(home, `docker-credential-${name}`), `#!/bin/sh\nread -r url\necho "${answer}"\n`, { mode: 0o755 });
  helper('one', '{\\"Username\\":\\"$url\\",\\"Secret\\":\\"s\\"}');
  helper('all', '{\\"Username\\":\\"<token>\\",\\"Secret\\":\\"t\\"}');
  configure({ credHelpers: { 'quay.io': 'one' }, credsStore: 'all' });
  expect(await credentialsFor('quay.io', around)).toMatchObject({ username: 'quay.io', password: 's' });
  expect(await credentialsFor('docker.io', around)).toEqual({
    identitytoken: 't',
    serveraddress: 'https://index.docker.io/v1/',
  });
});

it('does without a helper that is missing or has nothing', async () => {
  configure({ credsStore: 'missing', auths: { 'quay.io': { auth: base64('a:b') } } });
  expect(await credentialsFor('quay.io', around)).toMatchObject({ username: 'a' });
  expect(await credentialsFor('ghcr.io', around)).toBeUndefined();
});
