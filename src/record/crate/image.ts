import type { ResolvedImage } from '../../job/container.ts';
import { containerEngineIri } from '../iri.ts';
import { imageIri, usedImages, type UsedImage } from '../image.ts';
import { imageOf, type Attempt } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';
import { describeFacts } from './property.ts';
import { workflowRunNamespace } from './terms.ts';

/** Where the programs that run containers live on the web. */
const homes: readonly (readonly [RegExp, string])[] = [
  [/docker/i, 'https://www.docker.com/'],
  [/podman/i, 'https://podman.io/'],
  [/apptainer/i, 'https://apptainer.org/'],
  [/singularity/i, 'https://sylabs.io/singularity/'],
];

/** What an action says of the container that its attempt ran in. */
export function containerFacts(draft: Draft, attempt: Attempt): Record<string, unknown> {
  const image = imageOf(draft.ledger, attempt);
  return {
    containerImage: image && ref(imageIri(image)),
    containerEngine: image && ref(containerEngineIri(image.engine)),
    networkAccess: attempt.started?.container?.network,
  };
}

/** Describes the images that jobs ran in, and gives the programs that ran them. */
export function describeImages(draft: Draft): Reference[] | undefined {
  const images = usedImages(draft.ledger);
  for (const image of images) describeImage(draft, image);
  const engines = images.flatMap(({ answers }) => answers.map(({ engine }) => describeContainerEngine(draft, engine)));
  const distinct = [...new Map(engines.map((engine) => [engine['@id'], engine])).values()];
  return distinct.length > 0 ? distinct : undefined;
}

/** `sha256` is the digest that a registry can be asked for, the manifest's; the id of the image itself stands apart from it. */
function describeImage(draft: Draft, { iri, answers, tags, ...image }: UsedImage): void {
  const [first] = answers;
  const kind = /apptainer|singularity/i.test(first.engine.name) ? 'SIFImage' : 'DockerImage';
  describe(draft.graph, {
    '@id': iri,
    '@type': 'ContainerImage',
    additionalType: ref(workflowRunNamespace + kind),
    registry: image.registry,
    name: image.name,
    alternateName: [...new Set(answers.map(({ requested }) => requested))],
    tag: tags.length > 0 ? tags : undefined,
    sha256: first.digest?.replace(/^sha256:/, ''),
    identifier: image.identifier,
    contentSize: String(first.size),
    additionalProperty: describeFacts(draft, iri, {
      imageId: first.id,
      manifestDigest: first.digest,
      imageSource: first.how,
      architecture: first.architecture,
      os: first.os,
    }),
  });
}

function describeContainerEngine(draft: Draft, engine: ResolvedImage['engine']): Reference {
  const { name, version } = engine;
  const url = homes.find(([pattern]) => pattern.test(name))?.[1];
  return describe(draft.graph, { '@id': containerEngineIri(engine), '@type': 'SoftwareApplication', name, version, url });
}
