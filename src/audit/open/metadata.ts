import { CrateRunError, messageOf } from '../../base/error.ts';
import { readJson, type Json } from '../../base/json.ts';
import { refusal } from './fault.ts';
import { limits } from './limits.ts';

/**
 * The JSON of a metadata file. Throws CRATE_DAMAGED when it is none, CRATE_METADATA when it is nested too deep, or names a
 * member twice, of which every program believes another one.
 */
export function parseMetadata(bytes: Buffer, path: string): Json {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    demandPlain(text, path);
    return readJson(text);
  } catch (thrown) {
    if (thrown instanceof CrateRunError) throw thrown;
    throw new CrateRunError('CRATE_DAMAGED', `${JSON.stringify(path)} is no JSON: ${messageOf(thrown)}`, { cause: thrown });
  }
}

const marks = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** Walks over the marks of JSON text; whether it is JSON at all is found by who parses it. */
function demandPlain(text: string, path: string): void {
  /** The names of each object that is open; undefined for lists. */
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [mark] of text.matchAll(marks)) {
    if (mark === '{' || mark === '[') {
      open.push(mark === '{' ? new Set() : undefined);
      if (open.length > limits.metadataDepth)
        throw refusal('CRATE_METADATA', path, `is nested deeper than ${limits.metadataDepth} levels`);
    } else if (mark === '}' || mark === ']') open.pop();
    else if (mark === ':' && last.startsWith('"')) addName(open.at(-1), JSON.parse(last) as string, path);
    last = mark;
  }
}

function addName(names: Set<string> | undefined, name: string, path: string): void {
  if (names?.has(name)) throw refusal('CRATE_METADATA', path, `names ${JSON.stringify(name)} twice in one object`);
  names?.add(name);
}
