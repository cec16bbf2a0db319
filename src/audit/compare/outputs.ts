import { createHash } from 'node:crypto';
import { basename } from 'node:path/posix';
import type { OpenCrate } from '../open/open.ts';
import { readGraph, type Entity, type Graph } from '../read/graph.ts';
import { digestsOf, pathOf } from '../read/payload.ts';
import type { Side } from './comparison.ts';
import { bytesContent, type Content } from './content.ts';
import type { Member } from './pair.ts';

/**
 * What of a crate is compared: the results of the run that it records, those of its main workflow if there is one; every file
 * if it records no run.
 */
export function sideOf(crate: OpenCrate): Side {
  const graph = readGraph(crate.metadata);
  const actions = mainActions(graph);
  const results = actions.flatMap((action) => action.all('result'));
  const members = actions.length > 0 ? distinct(results).flatMap((result) => membersOf(result, crate)) : everyFile(crate);
  return { name: crate.source, members };
}

function everyFile(crate: OpenCrate): readonly Member[] {
  return [...crate.entries.keys()].sort().map((path) => ({ path, content: contentAt(path, crate) }));
}

/** The actions that the root mentions and that ran what the crate is about; else all that it mentions, or all there are. */
function mainActions({ entities, root }: Graph): readonly Entity[] {
  const isAction = ({ types }: Entity) => types.includes('CreateAction');
  const main = root?.ids('mainEntity') ?? [];
  const ofMain = entities.filter((entity) => isAction(entity) && entity.ids('instrument').some((id) => main.includes(id)));
  const mentioned = root?.all('mentions').filter(isAction) ?? [];
  return [ofMain, mentioned].find((actions) => actions.length > 0) ?? entities.filter(isAction);
}

function distinct(entities: readonly Entity[]): readonly Entity[] {
  return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
}

/** A result as the files that it is made of; a value as a file of its own. */
function membersOf(result: Entity, crate: OpenCrate, depth = 0): readonly Member[] {
  const parameter = parameterOf(result);
  if (result.types.includes('PropertyValue')) {
    const value = JSON.stringify(result.texts('value'));
    return [{ path: result.text('name') ?? result.id, parameter, content: bytesContent('value.json', Buffer.from(value)) }];
  }
  const parts = result.all('hasPart');
  if (parts.length > 0 && depth < 20) return distinct(parts).flatMap((part) => membersOf(part, crate, depth + 1));
  const path = pathOf(result, crate);
  if (path === undefined) return [{ path: result.id, parameter, content: { name: result.id } }];
  if (result.types.includes('Dataset')) {
    const within = [...crate.entries.keys()].filter((entry) => entry.startsWith(`${path}/`)).sort();
    if (within.length > 0) return within.map((entry) => ({ path: entry, content: contentAt(entry, crate) }));
  }
  return [{ path: shownPath(result, path), parameter, content: contentAt(path, crate, result) }];
}

/** cwltool and those after it name files by their digest; the name that the workflow gave tells more. */
function shownPath(entity: Entity, path: string): string {
  return /^[\da-f]{40}$/.test(basename(path)) ? (entity.text('alternateName') ?? path) : path;
}

/** The output parameter that a result is a value of: the last of the names of its id, which producers write in many ways. */
function parameterOf(result: Entity): string | undefined {
  const [id] = result.ids('exampleOfWork');
  return id === undefined ? undefined : /[^/#:]+$/.exec(id)?.[0];
}

/** A file as the crate holds it, or as far as it says something of it. */
function contentAt(path: string, crate: OpenCrate, entity?: Entity): Content {
  const digests = entity ? Object.fromEntries(digestsOf(entity, path).map(({ algorithm, value }) => [algorithm, value])) : {};
  const stated = Number(entity?.text('contentSize') ?? Number.NaN);
  const known = {
    name: entity ? shownPath(entity, path) : path,
    formats: entity?.texts('encodingFormat') ?? [],
    digests,
    ...(Number.isSafeInteger(stated) && { size: stated }),
  };
  const entry = crate.entries.get(path);
  if (entry && !(entry.size === 0 && promisesMore(stated, digests)))
    return { ...known, size: entry.size, open: () => bytesOf(crate, path, entry.size) };
  const text = entity?.text('text');
  // Sapporo puts small files into the metadata; what is there need not be all of the file.
  const isWhole =
    text !== undefined && Object.entries(digests).every(([algorithm, value]) => digestOf(algorithm, text) === value);
  return isWhole ? bytesContent(known.name, Buffer.from(text), known) : known;
}

/** Whether a file without bytes only stands for one that has some. */
function promisesMore(stated: number, digests: Readonly<Record<string, string>>): boolean {
  return stated > 0 || Object.entries(digests).some(([algorithm, value]) => digestOf(algorithm, '') !== value);
}

function digestOf(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}

/** Files up to this size are read at once. */
const smallFile = 1 << 20;

async function* bytesOf(crate: OpenCrate, path: string, size: number): AsyncGenerator<Uint8Array> {
  if (size <= smallFile) yield await crate.read(path, smallFile);
  else yield* (await crate.stream(path)) as AsyncIterable<Buffer>;
}
