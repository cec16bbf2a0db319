import { CrateRunError, type Diagnostic } from '../../../base/error.ts';
import { byCodePoint } from '../../../base/order.ts';
import { spanOf, type Span } from '../../../base/span.ts';
import { diagnosticsOf } from './every-fault.ts';
import { readText, type FetchText } from './fetch.ts';
import { withImports } from './import.ts';
import { baseOf, resolveReference } from './location.ts';
import { namespacesOf, type Namespaces } from './namespace.ts';
import { isRawMap, type Raw, type RawMap } from './raw.ts';
import { readYaml } from './yaml.ts';

/** Every document that a process needs, as read. */
export interface Library {
  /** Roots by URI, imports in place. */
  readonly roots: ReadonlyMap<string, Raw>;
  /** Prefixes in force in each document: its own, and those of the document that imports it. */
  readonly namespaces: ReadonlyMap<string, Namespaces>;
  readonly sources: readonly Source[];
  /** Documents that steps name and that could not be read. */
  readonly faults: readonly Diagnostic[];
}

/** A file that was read. */
export interface Source {
  readonly location: string;
  readonly text: string;
}

/**
 * Reads a document and all that it imports, includes and runs. Throws when the document itself cannot be read; `named`
 * is where another document names it.
 */
export async function gather(entry: string, fetchText?: FetchText, named?: Span): Promise<Library> {
  const roots = new Map<string, Raw>();
  const namespaces = new Map<string, Namespaces>();
  const faults: Diagnostic[] = [];
  const texts = new Map<string, Promise<string>>();
  const trees = new Map<string, Promise<Raw>>();

  const text = (uri: string, span: Span | undefined) => once(texts, uri, () => readText(uri, { fetchText, span }));
  const tree = (uri: string, span?: Span, importer?: string): Promise<Raw> => {
    if (importer !== undefined) noteImport(importer, uri, span);
    return once(trees, uri, async () => {
      const root = readYaml(await text(uri, span), uri);
      namespaces.set(uri, { ...(importer !== undefined && namespaces.get(importer)), ...namespacesOf(root) });
      return withImports(root, uri, { text, tree });
    });
  };
  const noteImport = importGraph();

  const opened = new Set<string>();
  const open = async (uri: string, span?: Span): Promise<void> => {
    if (opened.has(uri)) return;
    opened.add(uri);
    const root = await tree(uri, span);
    roots.set(uri, root);
    const ids = processesIn(root).map((process) => process['id']);
    const follow = ({ reference, span }: Run): Promise<void> =>
      open(resolveReference(reference, span?.document ?? uri).document, span).catch((thrown: unknown) => {
        if (!(thrown instanceof CrateRunError)) throw thrown;
        const hint = ids.includes(reference) && thrown.diagnostics.length === 0 ? `; did you mean "#${reference}"?` : '';
        faults.push(...diagnosticsOf(thrown).map((fault) => ({ ...fault, message: fault.message + hint })));
      });
    await Promise.all([...runsIn(root)].map(follow));
  };

  await open(entry, named);
  const sources = await Promise.all(
    [...texts].map(async ([location, read]) => ({ location, text: await read.catch(() => undefined) })),
  );
  const read = sources.filter((source): source is Source => source.text !== undefined);
  const [first, ...others] = read;
  // Files are read side by side; their order must not depend on which was quicker.
  others.sort((a, b) => byCodePoint(a.location, b.location));
  return { roots, namespaces, faults, sources: first ? [first, ...others] : [] };
}

/** Notes who imports whom and throws as soon as that would go round in a circle, where each waits for the other. */
function importGraph(): (importer: string, imported: string, span: Span | undefined) => void {
  const imports = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(imports.get(from) ?? [])].some((next) => reaches(next, to));
  return (importer, imported, span) => {
    if (reaches(imported, importer)) {
      throw new CrateRunError('CWL_CYCLE', `${baseOf(importer)} and ${baseOf(imported)} import each other`, { span });
    }
    imports.set(importer, (imports.get(importer) ?? new Set()).add(imported));
  };
}

/** The processes that stand in a document by themselves: those of `$graph`, or its root. */
export function processesIn(root: Raw): readonly RawMap[] {
  if (!isRawMap(root)) return [];
  const graph = root['$graph'];
  if (graph === undefined) return [root];
  return (Array.isArray(graph) ? graph : [graph]).filter(isRawMap);
}

/** A reference from a step to the process that it runs. */
interface Run {
  readonly reference: string;
  readonly span: Span | undefined;
}

/** What steps run by reference, however deep the workflows are embedded. */
function* runsIn(root: Raw): Generator<Run> {
  for (const process of processesIn(root)) {
    const steps = process['steps'];
    if (typeof steps !== 'object' || steps === null) continue;
    for (const step of Object.values<Raw>(steps)) {
      if (!isRawMap(step)) continue;
      const run = step['run'] ?? null;
      if (typeof run === 'string') yield { reference: run, span: spanOf(step, 'run') };
      else yield* runsIn(run);
    }
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const promise = known.get(key) ?? make();
  known.set(key, promise);
  return promise;
}
