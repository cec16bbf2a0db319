import { arch } from 'node:os';
import { CrateRunError } from '../../../base/error.ts';
import type { ImageRequest } from '../../../job/container.ts';
import { withArchive } from '../archive.ts';
import { ask } from './ask.ts';
import type { CommandImage, CommandJob, Dialect, ImageShop } from './dialect.ts';

/** udocker runs images without any privilege: it can neither protect files from a job nor take the network from it. */
export const udocker: Dialect = {
  name: 'udocker',
  isParent: true,
  invoke: (program, job) => ({ command: [program, ...udockerArguments(job)], environment: {} }),
  getImage,
};

/** Arguments of `udocker` that run a job. Throws CONTAINER_ENGINE. */
export function udockerArguments({ spec, mounts, image, user }: CommandJob): readonly string[] {
  const strange = mounts.flatMap(({ source, target }) => [source, target]).find((path) => path.includes(':'));
  if (strange !== undefined)
    throw new CrateRunError('CONTAINER_ENGINE', `udocker cannot show a job the path ${strange}: it has a colon`);
  return [
    ...['--quiet', 'run', '--rm', '--nobanner', `--user=${user.uid}:${user.gid}`, `--workdir=${spec.layout.outdir}`],
    ...mounts.map(({ source, target }) => `--volume=${source}:${target}`),
    ...Object.entries(spec.environment).map(([key, value]) => `--env=${key}=${value}`),
    image,
    ...spec.command,
  ];
}

/** udocker names images but tells neither id nor size: the name has to do. */
async function getImage({ name, origin }: ImageRequest, shop: ImageShop): Promise<CommandImage> {
  const { program, settings, signal } = shop;
  const isPresent = await ask(program, ['inspect', name], signal).then(
    () => true,
    () => false,
  );
  const architecture = ({ x64: 'amd64' } as Readonly<Record<string, string>>)[arch()] ?? arch();
  const describe = (how: CommandImage['resolved']['how']): CommandImage => ({
    resolved: { how, id: name, architecture, os: 'linux', size: 0 },
    handle: name,
  });
  if (isPresent && !(origin.kind === 'pull' && settings.pull === 'always')) return describe('present');
  if (origin.kind === 'pull' && settings.pull !== 'never') {
    settings.progress(`pulling ${name}`);
    await ask(program, ['pull', name], signal);
    return describe('pulled');
  }
  if (origin.kind === 'load') {
    await withArchive(origin.archive, shop, (path) => ask(program, ['load', '-i', path, name], signal));
    return describe('loaded');
  }
  if (origin.kind === 'import') {
    await withArchive(origin.archive, shop, (path) => ask(program, ['import', path, name], signal));
    return describe('imported');
  }
  throw new CrateRunError('CONTAINER_IMAGE', `image ${name} is not there in udocker, which cannot make it`);
}
