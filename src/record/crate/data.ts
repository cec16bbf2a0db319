import { hostIri, nameOf } from '../iri.ts';
import { siteOf } from '../site.ts';
import { createHash } from 'node:crypto';
import { writeJson } from '../../base/json.ts';
import { uuidFrom } from '../../base/name.ts';
import { isFile, mapFiles, type CwlDirectory, type CwlFile, type CwlValue } from '../../language/model/value.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Entity } from './graph.ts';
import { mediaTypeOf } from './mediatype.ts';

/** What tells a file or directory from others: its URI, or the digest of a literal. */
export function keyOf(item: CwlFile | CwlDirectory): string {
  return item.location ?? `sha256:${createHash('sha256').update(writeJson(item)).digest('hex')}`;
}

/** The name of a file or directory as its value or its URI gives it. */
export function basenameOf(item: CwlFile | CwlDirectory): string {
  return item.basename ?? nameOf(item.location ?? '');
}

/** What is known of the bytes of a file. */
export function fileFacts(draft: Draft, file: CwlFile): Record<string, unknown> {
  const name = basenameOf(file);
  return {
    name,
    encodingFormat: mediaTypeOf(name),
    ...(file.location === undefined ? textFacts(file.contents ?? '') : byteFacts(draft, file)),
  };
}

/** Size and digests of a text. */
export function textFacts(text: string): Record<string, string> {
  const bytes = Buffer.from(text);
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return { contentSize: String(bytes.length), sha256: digest('sha256'), sha1: digest('sha1') };
}

function byteFacts({ ledger }: Draft, file: CwlFile): Record<string, string | undefined> {
  const known = ledger.files.get(file.location!);
  const size = known?.size ?? ledger.withheld.get(file.location!)?.size ?? file.size;
  const sha1 = known?.sha1 ?? /^sha1\$(.*)$/.exec(file.checksum ?? '')?.[1];
  return { contentSize: size === undefined ? undefined : String(size), sha256: known?.sha256, sha1 };
}

/**
 * The data entity of a file or directory. One that the crate does not keep is described by its digest: nothing
 * of it but this entity remains.
 */
export function dataEntity(draft: Draft, item: CwlFile | CwlDirectory): string {
  const key = keyOf(item);
  const known = draft.data.get(key);
  if (known !== undefined) return known;
  const id = isFile(item) ? describeGone(draft, item, key) : describeGoneDirectory(draft, item, key);
  draft.data.set(key, id);
  return id;
}

function describeGone(draft: Draft, file: CwlFile, key: string): string {
  const facts = fileFacts(draft, file);
  const digest = facts['sha256'];
  const id = typeof digest === 'string' ? `#sha256-${digest}` : `#${uuidFrom(draft.ledger.run.run, key)}`;
  // Two jobs may write the same bytes: they are two files still.
  const own = draft.graph.has(id) ? `${id}/${uuidFrom(draft.ledger.run.run, key)}` : id;
  const isWithheld = draft.ledger.withheld.has(file.location ?? '');
  const reason = isWithheld ? 'it holds a secret of the run' : draft.absent.get(file.location ?? '');
  const description = reason === undefined ? undefined : `Not in the crate, because ${reason}.`;
  describe(draft.graph, { '@id': own, '@type': 'File', ...facts, description, ...whereabouts(draft, file) });
  return own;
}

function describeGoneDirectory(draft: Draft, directory: CwlDirectory, key: string): string {
  const id = `#${uuidFrom(draft.ledger.run.run, key)}/`;
  const inside = directory.listing ?? (directory.location === undefined ? [] : draft.below(directory.location));
  const hasPart = inside.length > 0 ? inside.map((item) => ref(dataEntity(draft, item))) : undefined;
  const facts = { name: basenameOf(directory), hasPart, ...whereabouts(draft, directory) };
  describe(draft.graph, { '@id': id, '@type': 'Dataset', ...facts });
  return id;
}

/** Where something is that never left another machine. What was on this one is gone with the folders of its jobs. */
function whereabouts({ ledger }: Draft, { location }: CwlFile | CwlDirectory): Record<string, unknown> {
  if (location === undefined || location.startsWith('file:')) return {};
  const site = siteOf(ledger, location);
  const storedAt = site !== undefined && ledger.locations.has(site) ? ref(hostIri(site)) : undefined;
  return { contentUrl: location, storedAt };
}

/** A value in which files that the crate has are named by their place in it. */
export function inCrate(draft: Draft, value: CwlValue): CwlValue {
  return mapFiles(value, (item) => {
    const id = item.location === undefined ? undefined : draft.data.get(item.location);
    return id === undefined || id.startsWith('#') ? item : { ...item, location: id };
  });
}

/** Notes that a data entity was a value of a parameter. */
export function example(draft: Draft, id: string, parameter: string): void {
  const known = draft.examples.get(id);
  if (known) known.add(parameter);
  else draft.examples.set(id, new Set([parameter]));
}

/** Writes what `example` noted into the entities. */
export function linkExamples(draft: Draft): void {
  for (const [id, parameters] of draft.examples) {
    const entity: Entity | undefined = draft.graph.get(id);
    if (entity) entity['exampleOfWork'] = Array.from(parameters, ref);
  }
}
