import { isDirectory, isFile, isObject, type CwlDirectory, type CwlFile, type CwlValue } from '../../language/model/value.ts';
import { pathToIri } from '../iri.ts';
import { inputRoutes, outputRoutes, whereNow } from '../whereabouts.ts';
import { basenameOf, dataEntity, fileFacts, keyOf } from './data.ts';
import { annotationsOf } from './annotation.ts';
import { formatFacts } from './format.ts';
import type { Draft } from './draft.ts';
import { describe, refs } from './graph.ts';
import { reserve } from './path.ts';

/** The two folders of a crate that hold the data of its run. */
export type Shelf = 'inputs' | 'outputs';

/** Takes the files and directories of a value into the crate, each once, with its secondary files beside it. */
export function keep(draft: Draft, shelf: Shelf, value: CwlValue | undefined): void {
  for (const item of itemsIn(value)) {
    const group = [item, ...((item['secondaryFiles'] as readonly (CwlFile | CwlDirectory)[] | undefined) ?? [])];
    const unknown = group.filter((member) => !draft.data.has(keyOf(member)));
    if (unknown.length === 0) continue;
    const folder = reserve(draft.folders, shelf, unknown.map(basenameOf));
    for (const member of unknown) {
      const id = keepItem(draft, shelf, member, folder + basenameOf(member));
      if (!id.startsWith('#')) draft.parts.add(id);
    }
  }
}

/** The files and directories of a value, but not those inside them. */
function* itemsIn(value: CwlValue | undefined): Generator<CwlFile | CwlDirectory> {
  if (isFile(value) || isDirectory(value)) yield value;
  else if (Array.isArray(value)) for (const item of value as readonly CwlValue[]) yield* itemsIn(item);
  else if (isObject(value)) for (const member of Object.values(value)) yield* itemsIn(member);
}

function keepItem(draft: Draft, shelf: Shelf, item: CwlFile | CwlDirectory, path: string): string {
  return isFile(item) ? keepFile(draft, shelf, item, path) : keepDirectory(draft, shelf, item, path);
}

/** The crate only tells of a file that holds a secret, that is on another machine still, or that cannot travel. */
function keepFile(draft: Draft, shelf: Shelf, file: CwlFile, path: string): string {
  const { location = '' } = file;
  const from = bytesOf(draft, shelf, file);
  const isAway = typeof from === 'string' && !from.startsWith('file:');
  if (isAway || draft.ledger.withheld.has(location) || draft.absent.has(location)) return dataEntity(draft, file);
  const id = pathToIri(path);
  const origin = draft.ledger.origins.get(file.location ?? '');
  describe(draft.graph, {
    '@id': id,
    '@type': 'File',
    ...fileFacts(draft, file),
    ...formatFacts(draft, file),
    contentUrl: origin,
    ...annotationsOf(draft, file),
  });
  draft.files.push({ path, from });
  for (const key of [keyOf(file), ...(origin === undefined ? [] : [origin])]) if (!draft.data.has(key)) draft.data.set(key, id);
  return id;
}

function bytesOf(draft: Draft, shelf: Shelf, file: CwlFile): string | { text: string } {
  if (file.location === undefined) return { text: file.contents ?? '' };
  return whereNow(draft.ledger, file.location, routesOf(shelf));
}

function routesOf(shelf: Shelf) {
  return shelf === 'inputs' ? inputRoutes : outputRoutes;
}

function keepDirectory(draft: Draft, shelf: Shelf, directory: CwlDirectory, path: string): string {
  if (directory.location !== undefined && !whereNow(draft.ledger, directory.location, routesOf(shelf)).startsWith('file:')) {
    return dataEntity(draft, directory);
  }
  const id = `${pathToIri(path)}/`;
  const listing = contentsOf(draft, directory);
  const hasPart = refs(listing.map((item) => keepItem(draft, shelf, item, `${path}/${basenameOf(item)}`)));
  describe(draft.graph, { '@id': id, '@type': 'Dataset', name: basenameOf(directory), hasPart });
  draft.files.push({ path: `${path}/`, from: { text: '' } });
  if (!draft.data.has(keyOf(directory))) draft.data.set(keyOf(directory), id);
  return id;
}

/** What is in a directory: the files that the log describes below its URI, else its listing. */
function contentsOf(draft: Draft, directory: CwlDirectory): readonly (CwlFile | CwlDirectory)[] {
  const below = directory.location === undefined ? [] : draft.below(directory.location);
  return below.length > 0 ? below : (directory.listing ?? []);
}
