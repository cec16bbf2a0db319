import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CrateRunError } from '../../../base/error.ts';
import type { ImageRequest } from '../../../job/container.ts';
import type { Mount } from '../mounts.ts';
import { whyNotStarted } from '../obstacle.ts';
import { withArchive } from '../archive.ts';
import { parseReference } from '../reference.ts';
import { ask } from './ask.ts';
import type { CommandImage, CommandJob, Dialect, ImageShop } from './dialect.ts';

/** Podman where no service listens. */
export const podman: Dialect = {
  name: 'Podman',
  isParent: false,
  invoke: (program, job) => ({ command: [program, ...podmanArguments(job)], environment: {} }),
  getImage,
  judge(execution, program) {
    const { exitCode, stderrTail, problem } = execution;
    const error = /^Error: (.*)/m.exec(stderrTail)?.[1];
    if (problem || error === undefined || exitCode === undefined || exitCode < 125 || exitCode > 127) return execution;
    const { startedAt, endedAt } = execution;
    return { startedAt, endedAt, problem: 'not-started', stderrTail: whyNotStarted(program, error) };
  },
  cleanup: {
    listing: (label) => ['ps', '--all', '--quiet', '--filter', `label=${label}`],
    removal: ['rm', '--force', '--time', '0', '--ignore'],
  },
};

/** Arguments of `podman` that run a job. */
export function podmanArguments({ spec, mounts, image, name, label, settings, user }: CommandJob): readonly string[] {
  const { network, shmSize, gpus } = spec.container!;
  return [
    ...['run', '--rm', '--name', name, '--label', label, '--pull', 'never', '--log-driver', 'none', '--http-proxy=false'],
    ...(spec.stdin === undefined ? [] : ['--interactive']),
    ...['--read-only', '--security-opt', 'no-new-privileges', '--no-healthcheck'],
    ...(network ? (settings.network ? ['--network', settings.network] : []) : ['--network', 'none']),
    ...['--user', `${user.uid}:${user.gid}`, ...(user.uid === 0 ? [] : ['--userns', 'keep-id'])],
    ...(settings.strictMemory ? ['--memory', `${spec.resources.ram}m`, '--memory-swap', `${spec.resources.ram}m`] : []),
    ...(settings.strictCpu ? ['--cpus', String(spec.resources.cores)] : []),
    ...(shmSize === undefined ? [] : ['--shm-size', `${shmSize}m`]),
    ...(gpus === undefined ? [] : ['--device', 'nvidia.com/gpu=all']),
    ...['--workdir', spec.layout.outdir],
    ...mounts.flatMap((mount) => ['--mount', mountText(mount)]),
    ...Object.entries(spec.environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    image,
    ...spec.command,
  ];
}

/** A mount as fields with commas between; fields that have some of their own are quoted as in CSV files. */
export function mountText({ source, target, readOnly }: Mount, options = { target: 'target', readOnly: 'readonly' }): string {
  const fields = ['type=bind', `source=${source}`, `${options.target}=${target}`, ...(readOnly ? [options.readOnly] : [])];
  return fields.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

interface Inspected {
  readonly Id: string;
  readonly RepoDigests?: readonly string[];
  readonly Architecture: string;
  readonly Os: string;
  readonly Size: number;
}

/** By command line nobody can ask a registry what a tag names without pulling: `newer` takes what is there. */
async function getImage({ name, origin }: ImageRequest, shop: ImageShop): Promise<CommandImage> {
  const { program, settings, scratch, signal } = shop;
  const call = (...args: string[]) => ask(program, args, signal);
  const inspect = async () => (JSON.parse(await call('image', 'inspect', name)) as readonly Inspected[])[0]!;
  const present = await inspect().catch(() => undefined);
  if (present && !(origin.kind === 'pull' && settings.pull === 'always')) return describe(name, present, 'present', origin.kind);
  if (origin.kind === 'present' || (origin.kind === 'pull' && settings.pull === 'never')) {
    throw new CrateRunError('CONTAINER_IMAGE', `image ${name} is not there in Podman`);
  }
  const doing = { pull: 'pulling', load: 'loading', import: 'importing', build: 'building' } as const;
  settings.progress(`${doing[origin.kind]} ${name}`);
  if (origin.kind === 'pull') await call('pull', '--quiet', name);
  else if (origin.kind === 'build') {
    const folder = mkdtempSync(join(scratch, '.image-'));
    try {
      writeFileSync(join(folder, 'Dockerfile'), origin.dockerfile);
      await call('build', '--quiet', '--tag', name, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } else {
    await withArchive(origin.archive, shop, async (path) => {
      if (origin.kind === 'import') await call('import', '--quiet', path, name);
      else {
        const loaded = /^Loaded image(?:\(s\))?: (\S+)$/m.exec(await call('load', '--quiet', '--input', path))?.[1];
        if (loaded !== undefined && loaded !== name) await call('tag', loaded, name);
      }
    });
  }
  const how = { pull: 'pulled', load: 'loaded', import: 'imported', build: 'built' } as const;
  return describe(name, await inspect(), how[origin.kind], origin.kind);
}

function describe(
  name: string,
  image: Inspected,
  how: CommandImage['resolved']['how'],
  kind: ImageRequest['origin']['kind'],
): CommandImage {
  const reference = parseReference(name);
  const known = (image.RepoDigests ?? []).map(parseReference).find((each) => each?.repository === reference?.repository);
  const digest = kind === 'pull' ? (reference?.digest ?? known?.digest) : undefined;
  const id = image.Id.startsWith('sha256:') ? image.Id : `sha256:${image.Id}`;
  const { Architecture: architecture, Os: os, Size: size } = image;
  return { resolved: { how, id, ...(digest === undefined ? {} : { digest }), architecture, os, size }, handle: id };
}
