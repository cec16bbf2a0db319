import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quote } from '../../../src/base/shell.ts';
import { expectSuccess } from '../../lib/capture.ts';
import { docker, engineEnv, tryDocker } from '../docker.ts';
import { baseImage } from '../images.ts';
import { recipeVersion } from '../recipes.ts';
import { treesFolder } from './sites.ts';

const recipe = fileURLToPath(new URL('./site/', import.meta.url));

/** Folder of the file system that all sites start from; another one as soon as its recipe changes. */
function treeFolder(): string {
  const hash = createHash('sha256').update(recipeVersion());
  for (const name of readdirSync(recipe).sort()) hash.update(name).update(readFileSync(recipe + name));
  return join(treesFolder, `tree-${hash.digest('hex').slice(0, 12)}`);
}

/** Makes the file system of the sites, unless it is there: an image of the bed's engine, unpacked. */
export async function makeTree(): Promise<string> {
  const tree = treeFolder();
  if (existsSync(tree)) return tree;
  console.error('making the file system of the hosts, which takes a minute');
  mkdirSync(treesFolder, { recursive: true });
  for (const name of readdirSync(treesFolder)) {
    if (name.startsWith('tree-')) rmSync(join(treesFolder, name), { recursive: true, force: true });
  }
  const image = 'crate-run-bed-site:latest';
  await docker(['build', '--quiet', '--network=host', '--build-arg', `BASE=${baseImage()}`, '--tag', image, recipe]);
  const container = await docker(['create', image]);
  const unfinished = `${tree}.unfinished`;
  mkdirSync(unfinished);
  try {
    const unpack = `docker export ${container} | tar --numeric-owner -C ${quote(unfinished)} -x`;
    await expectSuccess(['bash', '-c', `set -o pipefail; ${unpack}`], { env: engineEnv });
  } finally {
    await tryDocker(['rm', '--force', container]);
  }
  renameSync(unfinished, tree);
  return tree;
}
