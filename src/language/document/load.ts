import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CrateRunError, type Diagnostic } from '../../base/error.ts';
import { spanOf } from '../../base/span.ts';
import { writeJson, type Json } from '../../base/json.ts';
import { fileUri } from '../../base/uri.ts';
import type { Process } from '../model/process.ts';
import { checkProcess } from './check/process.ts';
import { inOrder, invalid, withoutEchoes } from './fault.ts';
import type { FetchText } from './text/fetch.ts';
import { gather, type Library, type Source } from './text/library.ts';
import { namespacesOf, type Namespaces } from './text/namespace.ts';
import { resolveReference, type Reference } from './text/location.ts';
import { readProcess } from './process/process-reader.ts';
import type { Report } from './field/report.ts';
import { isRawMap, type Raw } from './text/raw.ts';
import { readYaml } from './text/yaml.ts';
import { findProcess } from './process/process-search.ts';

/** A process ready to be planned, and what it was made from. */
export interface LoadedProcess {
  readonly process: Process;
  /** Every file that was read, the named one first. */
  readonly sources: readonly Source[];
  readonly warnings: readonly Diagnostic[];
  /** Prefixes of the named document, with which the job may write formats. */
  readonly namespaces: Namespaces;
  /** The input object that was named in place of the process, which it names itself (`cwl:tool`). */
  readonly job?: string;
}

export interface LoadOptions {
  /** Absolute path that relative references start from. */
  readonly cwd: string;
  /** Reads http(s) documents; the default asks the network. */
  readonly fetchText?: FetchText;
  /** False: fields that CWL does not know are passed over with a warning. */
  readonly strict?: boolean;
}

/**
 * Loads the process that `reference` names: a path or a `file:` or `http(s):` URL, with `#id` when the document has
 * several; or an input object that names its process (`cwl:tool`). Throws one CrateRunError that lists every fault of
 * the documents: CWL_INVALID, or DOC_NOT_FOUND, DOC_SYNTAX and DOC_TOO_LARGE when the document itself cannot be read, or
 * CWL_VERSION and CWL_UNSUPPORTED when nothing else is wrong.
 */
export async function loadProcess(reference: string, { cwd, fetchText, strict = true }: LoadOptions): Promise<LoadedProcess> {
  const entry = locate(reference, cwd);
  const library = await gather(entry.document, fetchText);
  const root = library.roots.get(entry.document) ?? null;
  const tool = toolNamedBy(root);
  if (tool === undefined) return read(library, entry, reference, strict);
  const named = resolveReference(tool, entry.document);
  const process = read(await gather(named.document, fetchText, spanOf(root, 'cwl:tool')), named, tool, strict);
  return { ...process, job: entry.document };
}

/**
 * The process `#main` of a packed document that somebody kept, as if it stood at `location`: nothing else is read. Fields
 * that CWL does not know are passed over. Throws CWL_INVALID.
 */
export function readPacked(packed: Json, location: string): Process {
  const root = readYaml(writeJson(packed), location);
  const library: Library = {
    roots: new Map([[location, root]]),
    namespaces: new Map([[location, namespacesOf(root)]]),
    sources: [],
    faults: [],
  };
  return read(library, { document: location, fragment: 'main' }, location, false).process;
}

/** The process that an input object asks for (CWL v1.2 Command Line Tool, cwl-runner: `cwl:tool`). */
function toolNamedBy(root: Raw): string | undefined {
  const tool = isRawMap(root) && root['class'] === undefined ? root['cwl:tool'] : undefined;
  return typeof tool === 'string' ? tool : undefined;
}

function read(library: Library, entry: Reference, reference: string, strict: boolean): LoadedProcess {
  const found = findProcess(library, entry);
  if ('problem' in found) {
    const span = { document: entry.document, line: 1, column: 1 };
    throw invalid(reference, [{ severity: 'error', code: found.code, message: found.problem, span }]);
  }
  const faults: Diagnostic[] = [...library.faults];
  const isMinor = ({ code }: Diagnostic) => !strict && code === 'CWL_FIELD_UNKNOWN';
  const report: Report = (fault) => void faults.push(isMinor(fault) ? { ...fault, severity: 'warning' } : fault);
  const process = readProcess(found.process, library, entry, report);
  if (process) checkProcess(process, report);
  const ordered = inOrder(withoutEchoes(faults), library.sources);
  const errors = ordered.filter((fault) => fault.severity === 'error');
  if (errors.length > 0 || !process) throw invalid(reference, ordered);
  return { process, sources: library.sources, warnings: ordered, namespaces: library.namespaces.get(entry.document) ?? {} };
}

/** A `#` may belong to the name of a file; when such a file is there, it is meant. */
export function locate(reference: string, cwd: string): Reference {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(reference)) return resolveReference(reference, fileUri(`${cwd}/`));
  const whole = resolve(cwd, reference);
  const hash = reference.indexOf('#');
  if (hash < 0 || existsSync(whole)) return { document: fileUri(whole) };
  if (hash === 0) throw new CrateRunError('DOC_NOT_FOUND', `${reference} names no document`);
  return { document: fileUri(resolve(cwd, reference.slice(0, hash))), fragment: reference.slice(hash + 1) };
}
