import { expectSuccess } from '../../lib/capture.ts';
import { recipes } from '../recipes.ts';
import { registryPort } from '../places.ts';
import { access } from './keys.ts';
import type { Site } from './sites.ts';

/** The images that the engine of a site has from the start. */
export const imagesOfHosts: readonly string[] = [recipes.busybox.names[0], recipes.python.names[0]];

/** Lets the engine of a site pull images from the bed's registry, which nobody but this machine reaches, through ssh. */
export async function giveImages({ name }: Site): Promise<void> {
  const port = registryPort();
  const pull = imagesOfHosts.map((image) => `docker image inspect ${image} >/dev/null 2>&1 || docker pull --quiet ${image}`);
  const tunnel = ['-o', 'ExitOnForwardFailure=yes', '-R', `127.0.0.1:${port}:127.0.0.1:${port}`];
  await expectSuccess(['ssh', '-F', access.config, ...tunnel, name, `set -e; ${pull.join('; ')}`], { limit: 120 });
}
