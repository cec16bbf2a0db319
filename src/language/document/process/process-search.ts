import type { Library } from '../text/library.ts';
import { processesIn } from '../text/library.ts';
import type { Reference } from '../text/location.ts';
import { isRawMap, type RawMap } from '../text/raw.ts';
import { didYouMean } from '../../../base/suggest.ts';
import { decoded } from '../../../base/uri.ts';

/** A process found by its reference, or why there is none. */
export type Found = { readonly process: RawMap } | { readonly problem: string; readonly code: 'CWL_INVALID' | 'DOC_REFERENCE' };

/**
 * The process that a reference means: the one with the id, the only one of its document, or `main` of a `$graph`
 * (CWL v1.2 Workflow, Document graph).
 */
export function findProcess(library: Library, { document, fragment }: Reference): Found {
  const root = library.roots.get(document);
  if (!isRawMap(root)) return { problem: 'the document is empty or no mapping, so it holds no CWL', code: 'CWL_INVALID' };
  const processes = processesIn(root);
  const ids = processes.map((process) => fragmentOf(process)).filter((id) => id !== undefined);
  const list = `it has ${ids.map((id) => `#${id}`).join(', ') || 'none with an id'}`;
  const isGraph = Object.hasOwn(root, '$graph');
  if (!isGraph && fragment === undefined) return { process: root };
  const wanted = fragment ?? 'main';
  const names = [wanted, decoded(wanted)];
  const process = processes.find((candidate) => names.includes(fragmentOf(candidate) ?? ''));
  if (process) return { process };
  const [only] = processes;
  if (fragment === undefined && only && processes.length === 1) return { process: only };
  const problem =
    fragment === undefined
      ? `the document has several processes and none is #main: name one as FILE#ID; ${list}`
      : `the document has no process "#${fragment}"${didYouMean(fragment, ids) || `; ${list}`}`;
  return { problem, code: 'DOC_REFERENCE' };
}

/** The fragment in the id of a process: `x` for `x`, `#x` and `file.cwl#x`. */
export function fragmentOf(process: RawMap): string | undefined {
  const id = process['id'];
  return typeof id === 'string' ? id.slice(id.indexOf('#') + 1) : undefined;
}
