import { join } from 'node:path';
import { docker } from '../bed/docker.ts';
import { registryPort } from '../bed/places.ts';
import { digestOf } from '../bed/registry.ts';
import { endOf, unmet, type ContainerCheck } from './check.ts';
import { judged, readCrate } from './crate.ts';
import { startRun, toolIn } from './run.ts';

const repository = 'crate-run/moving';

/** A tag that moves in its registry while the engine still has what it named before. */
export const movedTag: ContainerCheck = {
  name: 'the digest of an image given by tag, before and after the tag moves',
  async try(folder) {
    const image = `localhost:${registryPort()}/${repository}:1`;
    const first = await push('python:3-slim', image);
    const before = await recorded(join(folder, 'before'), image, first);
    const second = await push('alpine:latest', image);
    // Back to where the tag stood, as on a machine that has not asked since.
    await docker(['tag', 'python:3-slim', image]);
    const after = await recorded(join(folder, 'after'), image, second);
    return [...unmet([[first !== second, 'the tag did not move']]), ...before, ...after];
  },
};

/** Gives a tag of the registry to an image; gives the manifest's digest. */
async function push(source: string, image: string): Promise<string> {
  await docker(['tag', source, image]);
  await docker(['push', '--quiet', image]);
  return (await digestOf(repository, '1')) ?? '';
}

async function recorded(folder: string, image: string, digest: string): Promise<readonly string[]> {
  const run = startRun(folder, toolIn(image, 'true'));
  const ended = await run.ended;
  if (ended.exitCode !== 0) return [endOf(ended)];
  const seen = readCrate(run.crate)?.digests ?? [];
  const said = `the crate says ${seen.join(', ') || 'nothing'} instead of ${digest}`;
  return [...unmet([[seen.length === 1 && `sha256:${seen[0] ?? ''}` === digest, said]]), ...(await judged(run.crate))];
}
