import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JobSpec } from '../../../job/jobspec.ts';
import { openEngine } from '../open.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'command-')));
  mkdirSync(`${root}/bin`);
  vi.stubEnv('PATH', `${root}/bin:/usr/bin:/bin`);
  vi.stubEnv('CWL_SINGULARITY_CACHE', `${root}/cache`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const never = new AbortController().signal;

/** A program that stands for an engine: it shows how it was called, makes images out of nothing and runs what comes after them. */
function install(name: string, script: string): void {
  writeFileSync(`${root}/bin/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const open = (engine: 'apptainer' | 'udocker') =>
  openEngine({ engine, pull: 'newer', strictMemory: false, strictCpu: false, progress: () => undefined }, root, 'r');

it('says what it has tried when an engine is not there', async () => {
  await expect(open('udocker')).rejects.toMatchObject({
    code: 'CONTAINER_ENGINE',
    message: 'udocker does not answer (tried no program udocker on the PATH)',
  });
});

it('pulls an image into a file once, runs a job, and puts links in the place of what was mounted', async () => {
  install(
    'apptainer',
    `case "$1" in
      --version) echo apptainer version 1.3.4;;
      pull) echo bytes > "$3"; echo "$*" >> ${root}/calls;;
      exec) while [ "$1" != "${root}/cache/quay.io_x:1.sif" ]; do shift; done; shift; "$@"; echo "$APPTAINERENV_A" >&2; exit 3;;
    esac`,
  );
  const engine = (await open('apptainer'))!;
  expect([engine.name, engine.version]).toEqual(['Apptainer', '1.3.4']);
  const request = { name: 'quay.io/x:1', origin: { kind: 'pull' } } as const;
  const [image, same] = await Promise.all([engine.resolve(request, never), engine.resolve(request, never)]);
  expect(same).toBe(image);
  expect(image).toMatchObject({
    how: 'pulled',
    id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
    os: 'linux',
    size: 6,
  });
  expect(image).not.toHaveProperty('digest');
  expect(readFileSync(`${root}/calls`, 'utf8')).toMatch(/^pull --force \S+ docker:\/\/quay\.io\/x:1\n$/);

  writeFileSync(`${root}/data`, 'd');
  const spec: JobSpec = {
    command: ['cat'],
    environment: { A: 'b' },
    layout: { outdir: '/out', tmpdir: '/tmp', stagedir: '/in' },
    folders: { outdir: `${root}/j/o`, tmpdir: `${root}/j/t`, stagedir: `${root}/j/i` },
    container: { image: image.id, network: false },
    stdin: '/out/f',
    stdout: 'copy',
    staging: [{ kind: 'link', source: `${root}/data`, target: '/out/f' }],
    resources: { cores: 1, ram: 1, tmpdirSize: 1, outdirSize: 1 },
  };
  expect(await engine.run(spec, `${root}/log`, never)).toMatchObject({ exitCode: 3, stderrTail: 'b\n' });
  expect(readdirSync(`${root}/j/o`).sort()).toEqual(['copy', 'f']);
  expect(realpathSync(`${root}/j/o/f`)).toBe(`${root}/data`);
  expect(readFileSync(`${root}/j/o/copy`, 'utf8')).toBe('d');
  await engine.close();
});

it('refuses names that a program would take for something else, and says why an image cannot be had', async () => {
  install('udocker', 'case "$1" in --version) echo 1.3.17;; *) echo "Error: no such image or unauthorized" >&2; exit 1;; esac');
  const engine = (await open('udocker'))!;
  const resolve = (name: string) => engine.resolve({ name, origin: { kind: 'pull' } }, never);
  await expect(resolve('--rm')).rejects.toMatchObject({
    code: 'CONTAINER_IMAGE',
    message: expect.stringContaining('--rm') as string,
  });
  await expect(resolve('x/y')).rejects.toMatchObject({
    code: 'CONTAINER_IMAGE',
    message: expect.stringContaining('login') as string,
  });
  await engine.close();
});
