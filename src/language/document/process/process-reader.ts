import { spanOf } from '../../../base/span.ts';
import type { CwlVersion, Process } from '../../model/process.ts';
import { fault, type Cursor, type Scope } from '../field/cursor.ts';
import type { Library } from '../text/library.ts';
import { resolveReference, type Reference } from '../text/location.ts';
import { noteAddresses, stepAddresses } from './process-address.ts';
import { processOfClass } from './process-class.ts';
import { processNames } from './process-names.ts';
import { findProcess, fragmentOf } from './process-search.ts';
import { isRawMap, type Raw, type RawMap } from '../text/raw.ts';
import { namedTypes, typeNames, type TypeLookup } from '../parameter/type-names.ts';
import type { Report } from '../field/report.ts';
import { versionOf } from './version.ts';

/** What a process takes over from the workflow around it. */
interface Surroundings {
  readonly version?: CwlVersion;
  readonly types?: TypeLookup;
}

/**
 * Makes the entry process, and all that it runs, from a library's trees. A process that several steps run is made
 * once. Undefined when it cannot be read; every fault is reported.
 */
export function readProcess(entry: RawMap, library: Library, reference: Reference, report: Report): Process | undefined {
  const names = processNames(reference.document);
  const made = new Map<RawMap, Process | undefined>();
  const open = new Set<RawMap>();

  function once(raw: RawMap, name: () => string, addresses: readonly string[], outer: Surroundings): Process | undefined {
    if (made.has(raw)) return made.get(raw);
    open.add(raw);
    const process = read(raw, name(), addresses, outer);
    open.delete(raw);
    made.set(raw, process);
    if (process) noteAddresses(process, addresses);
    return process;
  }

  function read(raw: RawMap, id: string, addresses: readonly string[], outer: Surroundings): Process | undefined {
    const span = spanOf(raw)!;
    const root = library.roots.get(span.document) ?? null;
    const found = versionOf(raw, root, outer.version);
    if ('problem' in found) {
      const at = spanOf(isRawMap(root) && raw['cwlVersion'] === undefined ? root : raw, 'cwlVersion') ?? span;
      report({ severity: 'error', code: 'CWL_VERSION', message: found.problem, span: at });
      return undefined;
    }
    let faulty = false;
    const scope: Scope = {
      version: found.version,
      report: (fault) => {
        faulty ||= fault.severity === 'error';
        report(fault);
      },
      isFaulty: () => faulty,
      namespaces: (document) => library.namespaces.get(document) ?? {},
      namedType: (name) => types(name),
      process: (run, step) =>
        runOf(
          run,
          step,
          stepAddresses(addresses, step).map((at) => `${at}/run`),
          { version: found.version, types: lookup },
          span.document,
        ),
    };
    const at: Cursor = { value: raw, span, name: id, scope };
    const { lookup, names: known } = typeNames(at, outer.types);
    const types = namedTypes(lookup, known);
    return processOfClass(at, {
      id,
      cwlVersion: found.version,
      document: span.document,
      schemas: schemasOf(raw, root, span.document),
    });
  }

  /** The process of a step: one written within it, or one that a reference names. */
  function runOf(
    run: Cursor,
    step: string,
    addresses: readonly string[],
    outer: Surroundings,
    document: string,
  ): Process | undefined {
    if (isRawMap(run.value)) {
      const home = spanOf(run.value)?.document ?? document;
      return once(run.value, () => (home === document ? names.inStep(step) : names.inDocument(home)), addresses, outer);
    }
    if (typeof run.value !== 'string') return fault(run, 'CWL_FIELD_TYPE', 'run: expected a process or a reference to one');
    const reference = resolveReference(run.value, run.span.document);
    // A document that cannot be read has been reported already.
    if (!library.roots.has(reference.document)) return undefined;
    const found = findProcess(library, reference);
    if ('problem' in found) return fault(run, 'DOC_REFERENCE', `run: ${run.value}: ${found.problem}`);
    if (open.has(found.process)) return fault(run, 'CWL_CYCLE', `run: ${run.value} is the workflow that this step belongs to`);
    const whole = found.process === library.roots.get(reference.document);
    const name = () => names.inDocument(reference.document, whole ? undefined : fragmentOf(found.process));
    return once(found.process, name, addressesIn(reference.document, found.process, whole), {
      ...(outer.version && { version: outer.version }),
    });
  }

  const whole = entry === library.roots.get(reference.document);
  return once(entry, names.main, addressesIn(reference.document, entry, whole), {});
}

/** A process that is a whole document is also known by its own id. */
function addressesIn(document: string, process: RawMap, whole: boolean): readonly string[] {
  const id = fragmentOf(process);
  return [...(whole ? [document] : []), ...(id === undefined ? [] : [`${document}#${id}`])];
}

/** IRIs of `$schemas`, those of the process before those of its document. */
function schemasOf(process: RawMap, root: Raw, document: string): readonly string[] {
  const written = process['$schemas'] ?? (isRawMap(root) ? root['$schemas'] : undefined);
  const list = Array.isArray(written) ? written : [];
  return list.filter((schema) => typeof schema === 'string').map((schema) => resolveReference(schema, document).document);
}
