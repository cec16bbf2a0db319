import { createReadStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { arch, homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CrateRunError } from '../../../base/error.ts';
import type { ImageRequest } from '../../../job/container.ts';
import { withArchive } from '../archive.ts';
import { ask } from './ask.ts';
import type { CommandImage, CommandJob, Dialect, ImageShop } from './dialect.ts';
import { mountText } from './podman.ts';

/** Singularity, and Apptainer, which is the same by another name. It ignores the entry point of an image. */
export function singularity(name: 'Singularity' | 'Apptainer'): Dialect {
  return {
    name,
    isParent: true,
    invoke: (program, job) => ({
      command: [program, ...singularityArguments(job)],
      environment: singularityEnvironment(job.spec.environment),
    }),
    getImage,
  };
}

/** Arguments of `singularity` that run a job. */
export function singularityArguments({ spec, mounts, image, settings }: CommandJob): readonly string[] {
  const { network, gpus } = spec.container!;
  const { folders, layout } = spec;
  const binds = mounts.filter(({ target }) => target !== layout.outdir);
  return [
    ...['exec', '--contain', '--ipc', '--cleanenv', '--no-eval', '--pid'],
    ...['--home', `${folders.outdir}:${layout.outdir}`],
    ...binds.flatMap((mount) =>
      /[:,"]/.test(mount.source + mount.target)
        ? ['--mount', mountText(mount, { target: 'destination', readOnly: 'ro' })]
        : ['--bind', `${mount.source}:${mount.target}:${mount.readOnly ? 'ro' : 'rw'}`],
    ),
    ...['--pwd', layout.outdir],
    ...(network ? (settings.network ? ['--net', '--network', settings.network] : []) : ['--net', '--network', 'none']),
    ...(gpus === undefined ? [] : ['--nv']),
    image,
    ...spec.command,
  ];
}

/** Variables for the job under the names that both programs take them by; the home folder is an argument. */
export function singularityEnvironment(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const pairs = Object.entries(environment).filter(([key]) => key !== 'HOME');
  return Object.fromEntries(
    pairs.flatMap(([key, value]) => [
      [`SINGULARITYENV_${key}`, value],
      [`APPTAINERENV_${key}`, value],
    ]),
  );
}

/** Images are files in a folder that other runners of CWL use under the same names. */
export function imageFile(name: string, environment: Readonly<Record<string, string | undefined>>): string {
  const { CWL_SINGULARITY_CACHE: own, APPTAINER_CACHEDIR: apptainer, SINGULARITY_CACHEDIR: older } = environment;
  const folder = own ?? apptainer ?? older ?? join(homedir(), '.cache', 'crate-run', 'images');
  return join(folder, `${name.replaceAll('/', '_')}.sif`);
}

/** The programs do not tell which manifest a file was made from: the id is that of the file. */
async function getImage({ name, origin }: ImageRequest, shop: ImageShop): Promise<CommandImage> {
  const { program, settings, signal } = shop;
  const path = imageFile(name, process.env);
  if (existsSync(path) && !(origin.kind === 'pull' && settings.pull === 'always')) return describe(path, 'present');
  if (origin.kind === 'import' || origin.kind === 'build') {
    throw new CrateRunError(
      'CONTAINER_IMAGE',
      `image ${name}: ${program} cannot make it from a Dockerfile or a root file system`,
    );
  }
  if (origin.kind === 'present' || (origin.kind === 'pull' && settings.pull === 'never')) {
    throw new CrateRunError('CONTAINER_IMAGE', `image ${name} is not there (${path})`);
  }
  mkdirSync(join(path, '..'), { recursive: true });
  const part = `${path}.part-${process.pid}`;
  settings.progress(`${origin.kind === 'pull' ? 'pulling' : 'loading'} ${name}`);
  if (origin.kind === 'pull') await ask(program, ['pull', '--force', part, `docker://${name}`], signal);
  else
    await withArchive(origin.archive, shop, (archive) =>
      ask(program, ['build', '--force', part, `docker-archive:${archive}`], signal),
    );
  renameSync(part, path);
  return describe(path, origin.kind === 'pull' ? 'pulled' : 'loaded');
}

async function describe(path: string, how: 'present' | 'pulled' | 'loaded'): Promise<CommandImage> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  const id = `sha256:${digest.digest('hex')}`;
  const architecture = ({ x64: 'amd64' } as Readonly<Record<string, string>>)[arch()] ?? arch();
  return { resolved: { how, id, architecture, os: 'linux', size: statSync(path).size }, handle: path };
}
