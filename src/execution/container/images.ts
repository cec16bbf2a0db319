import { CrateRunError } from '../../base/error.ts';
import type { ImageRequest, ResolvedImage } from '../../job/container.ts';
import type { Surroundings } from './surroundings.ts';
import { askRegistry, refusalOf, type ImageInspectInfo } from './api.ts';
import { credentialsFor } from './credentials.ts';
import type { ContainerSettings } from './engine.ts';
import { imageFault } from './image-fault.ts';
import { makeImage, pullImage, type Workshop } from './make-image.ts';
import { onceEach } from './once-each.ts';
import type { FoundEngine } from './found-engine.ts';
import { isImageId, parseReference, registryOf, type Reference } from './reference.ts';

/** How long a registry may think about which image a tag names, in milliseconds. */
const registryPatience = 5000;

/** Gets images. */
export interface Images {
  /** See `ContainerEngine`. */
  resolve(request: ImageRequest, signal: AbortSignal): Promise<ResolvedImage>;
}

export function createImages(found: FoundEngine, around: Surroundings, settings: ContainerSettings, scratch: string): Images {
  const { api, name: engineName, version } = found;

  async function inspect(name: string): Promise<ImageInspectInfo | undefined> {
    try {
      return await api.getImage(name).inspect();
    } catch (thrown) {
      if (refusalOf(thrown)?.status === 404) return undefined;
      throw thrown;
    }
  }

  async function resolve(request: ImageRequest, signal: AbortSignal): Promise<ResolvedImage> {
    const { name, origin } = request;
    const reference = isImageId(name) ? undefined : parseReference(name);
    if (!reference && !isImageId(name)) throw new CrateRunError('CONTAINER_IMAGE', `${name} is not the name of an image`);
    const shop: Workshop = { api, around, scratch, signal, progress: (message) => settings.progress(message) };
    const describe = (image: ImageInspectInfo, how: ResolvedImage['how'], digest?: string): ResolvedImage => {
      const isOfRegistry = origin.kind === 'pull' || origin.kind === 'present';
      const manifest = isOfRegistry ? (digest ?? digestOf(image, reference)) : undefined;
      return {
        requested: name,
        how,
        id: image.Id,
        ...(manifest === undefined ? {} : { digest: manifest }),
        architecture: image.Architecture,
        os: image.Os,
        size: image.Size,
        engine: { name: engineName, version },
      };
    };
    const made = async (how: ResolvedImage['how'], digest?: string) => {
      const image = await inspect(name);
      if (!image) throw new CrateRunError('CONTAINER_IMAGE', `image ${name}: what was ${how} is not called that`);
      return describe(image, how, digest);
    };

    const present = await inspect(name);
    if (origin.kind === 'pull' && reference) {
      const wanted = present ? await isStale(present, reference, shop) : 'pull';
      if (wanted === 'keep') return describe(present!, 'present');
      if (!present && settings.pull === 'never') throw absent(name, 'and pulling is switched off');
      try {
        return await made('pulled', await pullImage(name, reference, shop));
      } catch (thrown) {
        if (!present || wanted === 'pull' || signal.aborted) throw thrown;
        settings.progress(`using the older ${name} that is here: ${imageFault(name, thrown).message}`);
        return describe(present, 'present');
      }
    }
    if (present) return describe(present, 'present');
    if (origin.kind === 'present' || origin.kind === 'pull') throw absent(name, `in ${engineName}`);
    await makeImage(request, reference, shop);
    return made(({ load: 'loaded', import: 'imported', build: 'built' } as const)[origin.kind]);
  }

  /** Whether an image that is there has to be pulled: `try` when it may be old, but will do when that fails. */
  async function isStale(present: ImageInspectInfo, reference: Reference, shop: Workshop): Promise<'keep' | 'try' | 'pull'> {
    if (settings.pull !== 'newer') return settings.pull === 'always' ? 'pull' : 'keep';
    const here = digestsOf(present, reference);
    if (reference.digest !== undefined || here.length === 0) return 'keep';
    const auth = await credentialsFor(registryOf(reference), shop.around);
    const patience = AbortSignal.any([shop.signal, AbortSignal.timeout(registryPatience)]);
    const there = await askRegistry(api, `${reference.repository}:${reference.tag}`, auth, patience);
    return there === undefined || here.includes(there) ? 'keep' : 'try';
  }

  return {
    resolve: onceEach((request, signal) =>
      resolve(request, signal).catch((thrown: unknown) => {
        throw imageFault(request.name, thrown, signal);
      }),
    ),
  };
}

function absent(name: string, where: string): CrateRunError {
  return new CrateRunError('CONTAINER_IMAGE', `image ${name} is not there ${where}`);
}

/** Digests of the manifests under which the image is known in the repository that it is asked from. */
function digestsOf(image: ImageInspectInfo, reference: Reference): readonly string[] {
  const all = ((image.RepoDigests as string[] | null) ?? []).map(parseReference);
  return all.flatMap((known) => (known?.repository === reference.repository && known.digest ? [known.digest] : []));
}

function digestOf(image: ImageInspectInfo, reference: Reference | undefined): string | undefined {
  return reference && (reference.digest ?? digestsOf(image, reference)[0]);
}
