import { join } from 'node:path';
import { quote } from '../../src/base/shell.ts';
import { expectSuccess } from '../lib/capture.ts';
import { withScratch } from '../lib/scratch.ts';
import { docker, engineEnv, tryDocker } from './docker.ts';
import { registryPort } from './places.ts';
import { debian, recipeFolder, recipes, recipeVersion, type Recipe } from './recipes.ts';
import { digestOf } from './registry.ts';

/** Makes the images that are not there yet and gives each of them all its names, in the engine and in the registry. */
export async function makeImages(): Promise<void> {
  const version = recipeVersion();
  const base = baseImage();
  if (!(await exists(base))) await bootstrap(base);
  await publish(base, debian.names);
  for (const [name, recipe] of Object.entries<Recipe>(recipes)) {
    const image = `crate-run-bed/${name}:${version}`;
    if (!(await exists(image))) {
      console.error(`making the image ${name}`);
      const given = recipe.package === undefined ? [] : ['--build-arg', `PACKAGE=${recipe.package}`];
      const file = join(recipeFolder, `${recipe.dockerfile}.Dockerfile`);
      const args = ['--network=host', '--build-arg', `BASE=${base}`, ...given, '--file', file, '--tag', image];
      await docker(['build', '--quiet', ...args, recipeFolder]);
    }
    await publish(image, recipe.names);
  }
  await forgetOthers(version);
}

/** Removes what earlier recipes made; what still has another name stays. */
async function forgetOthers(version: string): Promise<void> {
  const list = ['images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', 'reference=crate-run-bed/*'];
  const others = (await docker(list)).split('\n').filter((name) => name !== '' && !name.endsWith(`:${version}`));
  if (others.length > 0) await tryDocker(['rmi', ...others]);
  await tryDocker(['image', 'prune', '--force']);
}

/** The image that all others are made from, by the name that only the bed uses. */
export function baseImage(): string {
  return `crate-run-bed/debian:${recipeVersion()}`;
}

/** The smallest image of the bed, with a web server and a client. */
export function busyboxImage(): string {
  return recipes.busybox.names[0];
}

async function exists(image: string): Promise<boolean> {
  return (await tryDocker(['image', 'inspect', image])).exitCode === 0;
}

/** Makes the base image from Debian's packages. */
async function bootstrap(image: string): Promise<void> {
  console.error('making the image debian, which takes a minute');
  await withScratch(async (scratch) => {
    const root = join(scratch, 'root');
    await expectSuccess(['debootstrap', '--variant=minbase', `--include=${debian.include.join(',')}`, debian.suite, root]);
    const pack = `tar --one-file-system --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' -C ${quote(root)} -c .`;
    const load = `docker import --change 'CMD ["bash"]' - ${image}`;
    await expectSuccess(['bash', '-c', `set -o pipefail; ${pack} | ${load}`], { env: engineEnv });
  });
}

/** Gives an image names that have a digest: pushed to the bed's registry and pulled back by the name itself. */
async function publish(image: string, names: readonly string[]): Promise<void> {
  const id = await docker(['image', 'inspect', '--format', '{{.Id}}', image]);
  for (const name of names) {
    const { repository, tag, isHub } = parse(name);
    if (!isHub && !name.startsWith(`localhost:${registryPort()}/`)) {
      // The registry was given another port than the fixtures name: the image runs, but nothing can say its digest.
      await docker(['tag', image, name]);
      continue;
    }
    if (await isPublished(name, id, await digestOf(repository, tag))) continue;
    const pushed = isHub ? `127.0.0.1:${registryPort()}/${repository}:${tag}` : name;
    await docker(['tag', image, pushed]);
    await docker(['push', '--quiet', pushed]);
    await docker(['pull', '--quiet', name]);
    if (isHub) await docker(['rmi', pushed]);
  }
}

async function isPublished(name: string, id: string, digest: string | undefined): Promise<boolean> {
  const seen = await tryDocker(['image', 'inspect', '--format', '{{.Id}} {{.RepoDigests}}', name]);
  return digest !== undefined && seen.stdout.startsWith(id) && seen.stdout.includes(digest);
}

/** The repository and tag of a name as the registry knows them. */
function parse(name: string): { repository: string; tag: string; isHub: boolean } {
  const [, host, path = '', tag = 'latest'] = /^(localhost:\d+\/)?(.*?)(?::([^:/]+))?$/.exec(name) ?? [];
  return { repository: host === undefined && !path.includes('/') ? `library/${path}` : path, tag, isHub: host === undefined };
}
