import type { Span } from '../../../base/span.ts';
import type { CwlVersion } from '../../model/process.ts';
import type { Requirement } from '../../model/requirement.ts';
import { childOf, fault, warn, type Cursor, type Scope } from '../field/cursor.ts';
import type { Namespaces } from '../text/namespace.ts';
import type { RawMap } from '../text/raw.ts';
import type { Report } from '../field/report.ts';
import { requirements } from './requirement.ts';

/** The field of an input object that asks for more than the process does (CWL v1.1 Workflow, Requirements and hints). */
const field = 'cwl:requirements';

/** What the input object asks of the engine for this run. */
export function runRequirements(
  root: RawMap,
  version: CwlVersion,
  { namespaces, start, report }: { readonly namespaces: Namespaces; readonly start: Span; readonly report: Report },
): readonly Requirement[] {
  if ((root[field] ?? null) === null) return [];
  const scope: Scope = {
    version,
    report,
    isFaulty: () => false,
    namespaces: () => namespaces,
    namedType: (at) => fault(at, 'DOC_REFERENCE', `${at.name}: an input object defines no types`),
    process: () => undefined,
  };
  const at: Cursor = childOf({ value: root, span: start, name: 'input object', scope }, field);
  if (version === 'v1.0') {
    warn(at, 'CWL_INPUT', `${field} needs v1.1, but the process is ${version}; it is passed over`);
    return [];
  }
  return requirements(at) ?? [];
}
