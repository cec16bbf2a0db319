import { CrateRunError } from '../../base/error.ts';
import { spanOf, type Span } from '../../base/span.ts';
import { locate, type LoadOptions } from './load.ts';
import { readText } from './text/fetch.ts';
import { namespacesOf, type Namespaces } from './text/namespace.ts';
import { describe, isRawMap, type Raw } from './text/raw.ts';
import { readYaml } from './text/yaml.ts';

/** Requirements that one run adds to a process or a step, where they win over its own. */
export interface Override {
  /** As written; relative to the document of the process that is run. */
  readonly target: string;
  readonly requirements: Raw;
  readonly span: Span;
  readonly namespaces: Namespaces;
}

/** The field of an input object, or of a file of its own, that holds them (an extension of cwltool). */
export const overridesField = 'cwltool:overrides';

/** Reads a file of overrides. Throws DOC_NOT_FOUND, DOC_SYNTAX or CWL_INPUT. */
export async function loadOverrides(
  reference: string,
  { cwd, fetchText }: LoadOptions = { cwd: process.cwd() },
): Promise<readonly Override[]> {
  const { document } = locate(reference, cwd);
  const root = readYaml(await readText(document, { fetchText }), document);
  const start = { document, line: 1, column: 1 };
  const found = overridesIn(root, start, namespacesOf(root));
  if (found.length === 0) throw wrong(`the document has no "${overridesField}"`, start);
  return found;
}

/**
 * The overrides in an input object or a file: a map from process or step (`tool.cwl`, `workflow.cwl#step`, `#main/step`)
 * to its `requirements`. Throws CWL_INPUT.
 */
export function overridesIn(root: Raw, start: Span, namespaces: Namespaces): readonly Override[] {
  const written = isRawMap(root) ? (root[overridesField] ?? null) : null;
  if (written === null) return [];
  const span = spanOf(root, overridesField) ?? start;
  if (!isRawMap(written))
    throw wrong(`${overridesField}: expected a mapping from processes to requirements, found ${describe(written)}`, span);
  return Object.entries(written).map(([target, entry]) => {
    const place = spanOf(written, target) ?? span;
    const asked = isRawMap(entry) ? (entry['requirements'] ?? null) : null;
    if (asked === null) throw wrong(`${overridesField}: ${target}: expected a mapping with "requirements"`, place);
    return { target, requirements: asked, span: place, namespaces };
  });
}

function wrong(message: string, span: Span): CrateRunError {
  return new CrateRunError('CWL_INPUT', message, { span });
}
