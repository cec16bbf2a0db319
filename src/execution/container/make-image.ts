import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageRequest } from '../../job/container.ts';
import type { Surroundings } from './surroundings.ts';
import type { EngineApi, RegistryConfig } from './api.ts';
import { withArchive } from './archive.ts';
import { allCredentials, credentialsFor } from './credentials.ts';
import { follow } from './follow.ts';
import { registryOf, type Reference } from './reference.ts';

/** What it takes to make images. */
export interface Workshop {
  readonly api: EngineApi;
  readonly around: Surroundings;
  /** A folder for files in between. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  progress(message: string): void;
}

/** Pulls an image; gives the digest of its manifest if the engine tells it. Throws what the engine says. */
export async function pullImage(name: string, reference: Reference, shop: Workshop): Promise<string | undefined> {
  const { repository, tag, digest } = reference;
  const authconfig = await credentialsFor(registryOf(reference), shop.around);
  shop.progress(`pulling ${name}`);
  const source = { fromImage: repository, tag: digest ?? tag ?? 'latest' };
  const request = { ...source, ...(authconfig ? { authconfig } : {}), abortSignal: shop.signal };
  const said = await follow(streamOf(await shop.api.createImage(request)), (done) => shop.progress(`pulling ${name}${done}`));
  return said.map((line) => /^Digest: (sha256:[0-9a-f]{64})$/.exec(line)?.[1]).find((found) => found !== undefined);
}

/** Loads, imports or builds an image and gives it its name. Throws what the engine says, DATA_NOT_FOUND, DATA_FETCH. */
export async function makeImage({ name, origin }: ImageRequest, reference: Reference | undefined, shop: Workshop): Promise<void> {
  if (origin.kind === 'build') await build(name, origin.dockerfile, shop);
  if (origin.kind === 'load' || origin.kind === 'import') {
    await withArchive(origin.archive, shop, (path) => read(name, origin.kind, path, reference, shop));
  }
}

async function read(
  name: string,
  kind: 'load' | 'import',
  path: string,
  reference: Reference | undefined,
  { api, signal, progress }: Workshop,
): Promise<void> {
  const doing = kind === 'load' ? 'loading' : 'importing';
  const target = reference && { repo: reference.repository, tag: reference.tag ?? 'latest' };
  // Podman does not look at a tag that stands alone.
  const named = target && { repo: `${target.repo}:${target.tag}` };
  progress(`${doing} ${name}`);
  const source = createReadStream(path);
  const answer =
    kind === 'load'
      ? await api.loadImage(source, { quiet: true, abortSignal: signal })
      : await api.importImage(source, { ...named, abortSignal: signal });
  const said = await follow(streamOf(answer), (done) => progress(`${doing} ${name}${done}`));
  const loaded = said.flatMap((line) => /^Loaded image(?: ID)?: (.+)$/.exec(line)?.[1] ?? []);
  if (loaded.length === 1 && target) await api.getImage(loaded[0]!).tag(target);
}

async function build(name: string, dockerfile: string, { api, around, scratch, signal, progress }: Workshop): Promise<void> {
  const context = mkdtempSync(join(scratch, '.image-'));
  try {
    writeFileSync(join(context, 'Dockerfile'), dockerfile);
    progress(`building ${name}`);
    const registryconfig = (await allCredentials(around)) as RegistryConfig;
    const request = { t: name, forcerm: true, registryconfig, abortSignal: signal };
    const answer = await api.buildImage({ context, src: ['Dockerfile'] }, request);
    await follow(streamOf(answer), (done) => progress(`building ${name}${done}`));
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

/** The types of dockerode name no more than the oldest kind of stream. */
function streamOf(answer: NodeJS.ReadableStream): AsyncIterable<Buffer> {
  return answer as AsyncIterable<Buffer>;
}
