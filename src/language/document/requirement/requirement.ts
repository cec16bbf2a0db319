import type { Diagnostic } from '../../../base/error.ts';
import { samePlace } from '../../../base/span.ts';
import { cwlVersions } from '../../model/process.ts';
import type { Requirement, RequirementClass } from '../../model/requirement.ts';
import { identified } from '../field/collection.ts';
import { childOf, fault, unexpected, type Cursor } from '../field/cursor.ts';
import { expand } from '../text/namespace.ts';
import { isRawMap } from '../text/raw.ts';
import { requirementTable } from './requirement-table.ts';
import { didYouMean } from '../../../base/suggest.ts';

/** `requirements`: whatever is not known cannot be honoured, so it is a fault. */
export function requirements(at: Cursor): readonly Requirement[] | undefined {
  return identified('class', undefined, requirement)(at);
}

/** `hints`: what is not known or wrong is passed over with a warning. */
export function hints(at: Cursor): readonly Requirement[] | undefined {
  const lenient = (fault: Diagnostic) => at.scope.report({ ...fault, severity: 'warning' });
  return identified('class', undefined, requirement)({ ...at, scope: { ...at.scope, report: lenient } });
}

/** Names under which v1.0 documents use what v1.1 made part of CWL. */
export const backports: Readonly<Record<string, RequirementClass>> = {
  'http://commonwl.org/cwltool#LoadListingRequirement': 'LoadListingRequirement',
  'http://commonwl.org/cwltool#InplaceUpdateRequirement': 'InplaceUpdateRequirement',
  'http://commonwl.org/cwltool#TimeLimit': 'ToolTimeLimit',
  'http://commonwl.org/cwltool#WorkReuse': 'WorkReuse',
  'http://commonwl.org/cwltool#NetworkAccess': 'NetworkAccess',
};

function requirement(at: Cursor): Requirement | undefined {
  if (!isRawMap(at.value)) return unexpected(at, 'a mapping with class');
  const { version } = at.scope;
  const written = at.value['class'];
  const here = { ...at, span: childOf(at, 'class').span };
  if (typeof written !== 'string') return fault(at, 'CWL_FIELD_MISSING', `${at.name}: an entry has no field "class"`);
  const iri = expand(written, at.scope.namespaces(at.span.document));
  const backport = version === 'v1.0' ? backports[iri] : undefined;
  const name = backport ?? iri.replace('https://w3id.org/cwl/cwl#', '');
  const row = Object.hasOwn(requirementTable, name) ? requirementTable[name as RequirementClass] : undefined;
  if (!row) {
    return fault(here, 'CWL_UNSUPPORTED', `${written} is not supported${didYouMean(written, Object.keys(requirementTable))}`);
  }
  if (row.since && !backport && cwlVersions.indexOf(version) < cwlVersions.indexOf(row.since)) {
    return fault(here, 'CWL_FIELD_UNKNOWN', `${name} needs ${row.since}, but this is ${version}`);
  }
  return row.read(name === written ? at : { ...at, value: samePlace({ ...at.value, class: name }, at.value) });
}
