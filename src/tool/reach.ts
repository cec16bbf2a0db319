import { CrateRunError } from '../base/error.ts';
import type { Span } from '../base/span.ts';
import { pathOfUri } from '../base/uri.ts';
import { filesIn, isFile, isObject, type CwlObject, type CwlValue } from '../language/model/value.ts';
import { folderOf, tidy } from './names.ts';

/**
 * Refuses Files and Directories that an expression made up out of nothing: a foreign document could reach for any file of
 * this machine with them. It may name its inputs, what is in them or beside them, paths that it was given as text, and
 * the web. Throws TOOL_UNSAFE_PATH.
 */
export function checkReach(value: CwlValue, inputs: CwlObject, span: Span | undefined): void {
  let reach: Reach | undefined;
  for (const item of filesIn(value)) {
    for (const name of [item.location, item.path]) {
      if (typeof name !== 'string' || !localPath(name)) continue;
      reach ??= reachOf(inputs);
      if (isWithin(name, reach)) continue;
      const message = `an expression names ${name}, which is no input, in none, beside none, and was not given as text`;
      throw new CrateRunError('TOOL_UNSAFE_PATH', message, { span });
    }
  }
}

interface Reach {
  /** What a string among the inputs says. */
  readonly texts: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  /** Folders in which input files lie. */
  readonly neighbours: ReadonlySet<string>;
}

function reachOf(inputs: CwlObject): Reach {
  const reach = { texts: new Set<string>(), items: new Set<string>(), folders: new Set<string>(), neighbours: new Set<string>() };
  for (const item of filesIn(inputs)) {
    for (const name of [item.location, item.path]) {
      const path = typeof name === 'string' ? localPath(name) : undefined;
      if (path === undefined) continue;
      reach.items.add(path);
      if (isFile(item)) reach.neighbours.add(folderOf(path));
      else reach.folders.add(path);
    }
  }
  for (const text of textsIn(inputs)) reach.texts.add(text);
  return reach;
}

function isWithin(name: string, { texts, items, folders, neighbours }: Reach): boolean {
  const path = localPath(name)!;
  if (items.has(path) || texts.has(name) || texts.has(path) || neighbours.has(folderOf(path))) return true;
  for (let above = path; above !== ''; above = folderOf(above)) if (folders.has(above)) return true;
  return false;
}

/** The absolute path on this machine that a path or URI means; undefined for others. */
function localPath(name: string): string | undefined {
  const path = pathOfUri(name) ?? (name.startsWith('/') ? name : undefined);
  return path === undefined ? undefined : tidy(path);
}

function* textsIn(value: CwlValue | undefined): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value as readonly CwlValue[]) yield* textsIn(item);
  else if (isObject(value) && value['class'] === undefined) for (const member of Object.values(value)) yield* textsIn(member);
}
