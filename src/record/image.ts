import { pathToIri } from './iri.ts';
import { parseImageName } from './image-name.ts';
import { imageOf, type EventOf, type Ledger } from './ledger.ts';

type Resolved = EventOf<'image.resolved'>;

/** What tells an image from others. Nothing is guessed: an image that was asked for by its id has no name. */
interface Identity {
  /** `docker.io/library/debian@sha256:…`, which fetches the same bytes anywhere; absent for images that no registry knows. */
  readonly identifier?: string;
  /** Absent where the name may be no more than what somebody called an image of this machine. */
  readonly registry?: string;
  readonly name?: string;
  readonly tag?: string;
}

/** An image that jobs ran in, with all answers of engines that led to it. */
export interface UsedImage extends Identity {
  readonly iri: string;
  /** Tags under which the image was asked for. */
  readonly tags: readonly string[];
  readonly answers: readonly [Resolved, ...Resolved[]];
}

/** The images that jobs ran in, each once, in the order of their first use, then those of environments that are containers. */
export function usedImages(ledger: Ledger): readonly UsedImage[] {
  const answers = new Set<Resolved>();
  for (const { attempts } of ledger.jobs.values()) {
    for (const attempt of attempts) {
      const image = imageOf(ledger, attempt);
      if (image) answers.add(image);
    }
  }
  for (const { ready } of ledger.deployments.values()) {
    for (const answer of ledger.images.values()) if (answer.id === ready.image) answers.add(answer);
  }
  const byIri = new Map<string, [Resolved, ...Resolved[]]>();
  for (const answer of answers) {
    const known = byIri.get(imageIri(answer));
    if (known) known.push(answer);
    else byIri.set(imageIri(answer), [answer]);
  }
  return Array.from(byIri, ([iri, same]) => {
    const identities = same.map(identityOf);
    const [first] = identities;
    const tags = identities.flatMap(({ name, tag }) => (name === first?.name && tag !== undefined ? [tag] : []));
    return { iri, ...first, tags: [...new Set(tags)], answers: same };
  });
}

/** An image is named by its digest in its registry; one that no registry knows, by its own id. */
export function imageIri(answer: Resolved): string {
  return `#${pathToIri(identityOf(answer).identifier ?? answer.id)}`;
}

function identityOf(answer: Resolved): Identity {
  const { requested, how, digest } = answer;
  const parts = saysId(answer) ? undefined : parseImageName(requested);
  if (!parts) return {};
  const { registry, repository } = parts;
  const tag = parts.tag === undefined ? {} : { tag: parts.tag };
  const certain = parts.saysRegistry || digest !== undefined || how === 'pulled';
  if (!certain) return { name: repository.replace(/^library\//, ''), ...tag };
  const identifier = digest === undefined ? {} : { identifier: `${registry}/${repository}@${digest}` };
  return { ...identifier, registry, name: repository, ...tag };
}

/** Whether the image was asked for by its id, or the first figures of it. */
function saysId({ requested, id }: Resolved): boolean {
  const figures = requested.replace(/^sha256:/, '');
  return /^[0-9a-f]{6,64}$/.test(figures) && id.startsWith(`sha256:${figures}`);
}
