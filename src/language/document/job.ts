import { readJson } from '../../base/json.ts';
import { fileUri } from '../../base/uri.ts';
import { readText } from './text/fetch.ts';
import { readInputs, type InputsRead, type Target } from './input-object.ts';
import { placeJson } from './text/json-place.ts';
import type { Source } from './text/library.ts';
import { locate, type LoadOptions } from './load.ts';
import type { Raw, RawMap } from './text/raw.ts';
import { readYaml } from './text/yaml.ts';

/** An input object as given, before defaults, what its file says beside, and the file itself. */
export interface LoadedInputs extends InputsRead {
  readonly sources: readonly Source[];
}

/** Job files may hold a hundred thousand Files; as JSON they are read without limit. */
const longestJob = 128 * 1024 * 1024;

/**
 * Reads an input object for a process from a file (path or URL, YAML or JSON), or takes it as a value whose relative
 * paths start from `cwd`. Throws DOC_NOT_FOUND, DOC_SYNTAX, or CWL_INPUT with every fault of the file's form; whether
 * the values suit the process is for `checkInputs`.
 */
export async function loadInputObject(
  reference: string | RawMap,
  target: Target,
  { cwd, fetchText }: LoadOptions = { cwd: process.cwd() },
): Promise<LoadedInputs> {
  if (typeof reference !== 'string') return { ...readInputs(reference, `${fileUri(cwd)}/`, target), sources: [] };
  const { document } = locate(reference, cwd);
  const text = await readText(document, { fetchText });
  return { ...readInputs(treeOf(text, document) ?? {}, document, target), sources: [{ location: document, text }] };
}

/** JSON is read at full speed; what turns out to be no JSON is read as YAML, which tells what is wrong. */
function treeOf(text: string, document: string): Raw {
  if (!/^\s*\{/.test(text)) return readYaml(text, document, longestJob);
  try {
    const value = readJson(text) as RawMap;
    placeJson(value, text, document);
    return value;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return readYaml(text, document, longestJob);
    throw thrown;
  }
}
