import type { Library } from '../text/library.ts';
import { processesIn } from '../text/library.ts';
import type { Reference } from '../text/location.ts';
import { isRawMap, type Raw, type RawMap } from '../text/raw.ts';
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
  const process = processes.find((candidate) => names.includes(fragmentOf(candidate) ?? '')) ?? withinSteps(processes, names);
  if (process) return { process };
  const [only] = processes;
  if (fragment === undefined && only && processes.length === 1) return { process: only };
  const problem =
    fragment === undefined
      ? `the document has several processes and none is #main: name one as FILE#ID; ${list}`
      : `the document has no process "#${fragment}"${didYouMean(fragment, ids) || `; ${list}`}`;
  return { problem, code: 'DOC_REFERENCE' };
}

/**
 * A process written within a step: `step/run`, or with its own id `step/run/id` (CWL v1.1 and later) or `step/id` (v1.0).
 * In a `$graph` the id of the workflow stands before.
 */
function withinSteps(processes: readonly RawMap[], names: readonly string[], outer?: readonly string[]): RawMap | undefined {
  for (const process of processes) {
    const id = fragmentOf(process);
    const prefixes = outer ?? ['', ...(id === undefined ? [] : [`${id}/`])];
    for (const [step, run] of embedded(process)) {
      const own = fragmentOf(run);
      const places = prefixes.map((prefix) => `${prefix}${step}`);
      const known = places.flatMap((at) => [`${at}/run`, ...(own === undefined ? [] : [`${at}/run/${own}`, `${at}/${own}`])]);
      if (known.some((name) => names.includes(name))) return run;
      const found = withinSteps(
        [run],
        names,
        known.map((at) => `${at}/`),
      );
      if (found) return found;
    }
  }
  return undefined;
}

/** The processes that stand in the steps of a process, by the names of the steps. */
function embedded({ steps = null }: RawMap): readonly (readonly [string, RawMap])[] {
  if (typeof steps !== 'object' || steps === null) return [];
  return Object.entries<Raw>(steps).flatMap(([key, step]): (readonly [string, RawMap])[] => {
    const run = isRawMap(step) ? step['run'] : undefined;
    if (!isRawMap(step) || !isRawMap(run)) return [];
    return [[Array.isArray(steps) ? (fragmentOf(step) ?? key) : key, run]];
  });
}

/** The fragment in the id of a process: `x` for `x`, `#x` and `file.cwl#x`. */
export function fragmentOf(process: RawMap): string | undefined {
  const id = process['id'];
  return typeof id === 'string' ? id.slice(id.indexOf('#') + 1) : undefined;
}
