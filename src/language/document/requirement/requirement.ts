import type { Diagnostic } from '../../../base/error.ts';
import { samePlace } from '../../../base/span.ts';
import { didYouMean } from '../../../base/suggest.ts';
import type { Requirement, RequirementClass } from '../../model/requirement.ts';
import { identified } from '../field/collection.ts';
import { childOf, fault, unexpected, type Cursor } from '../field/cursor.ts';
import { expand } from '../text/namespace.ts';
import { isRawMap } from '../text/raw.ts';
import { extensionNamed, extensionTable, loopClass } from './extension-table.ts';
import { isKnownTo, requirementTable, type Row } from './requirement-table.ts';

/** `requirements`: whatever is not known cannot be honoured, so it is a fault. */
export function requirements(at: Cursor): readonly Requirement[] | undefined {
  return identified('class', undefined, requirement)(at);
}

/** `hints`: what is not known or wrong is passed over with a warning, but no loop. */
export function hints(at: Cursor): readonly Requirement[] | undefined {
  const lenient = { ...at.scope, report: (fault: Diagnostic) => at.scope.report({ ...fault, severity: 'warning' }) };
  const hint = (item: Cursor) => requirement(isLoop(item) ? item : { ...item, scope: lenient });
  return identified('class', undefined, hint)(at);
}

/** Whether an entry is the requirement that makes a step repeat (`cwltool:Loop`). */
export function isLoop(at: Cursor): boolean {
  const written = isRawMap(at.value) ? at.value['class'] : undefined;
  return typeof written === 'string' && expanded(written, at) === loopClass;
}

function expanded(name: string, at: Cursor): string {
  return expand(name, { ...knownPrefixes, ...at.scope.namespaces(at.span.document) });
}

/** Prefixes that documents use without saying what they stand for, as cwltool lets them. */
const knownPrefixes = { cwltool: 'http://commonwl.org/cwltool#' };

/** One requirement. */
export function requirement(at: Cursor): Requirement | undefined {
  if (!isRawMap(at.value)) return unexpected(at, 'a mapping with class');
  const { version } = at.scope;
  const written = at.value['class'];
  const here = { ...at, span: childOf(at, 'class').span };
  if (typeof written !== 'string') return fault(at, 'CWL_FIELD_MISSING', `${at.name}: an entry has no field "class"`);
  const iri = expanded(written, at);
  if (iri === loopClass) return fault(here, 'CWL_INVALID', `${written} may only be among the requirements of a step`);
  const extension = extensionNamed(iri);
  const name = extension ?? iri.replace('https://w3id.org/cwl/cwl#', '');
  const row = rowOf(name, extension !== undefined);
  if (!row) {
    const meant = Object.hasOwn(extensionTable, name) ? `; did you mean "cwltool:${name}"?` : didYouMean(written, knownNames);
    return fault(here, 'CWL_UNSUPPORTED', `${written} is not supported${meant}`);
  }
  if (extension === undefined && !isKnownTo(version, name as RequirementClass)) {
    return fault(here, 'CWL_FIELD_UNKNOWN', `${name} needs ${row.since}, but this is ${version}`);
  }
  return row.read(name === written ? at : { ...at, value: samePlace({ ...at.value, class: name }, at.value) });
}

const knownNames = [...Object.keys(requirementTable), ...Object.keys(extensionTable).map((name) => `cwltool:${name}`)];

function rowOf(name: string, isExtension: boolean): Row | undefined {
  const table: Readonly<Record<string, Row>> = isExtension ? { ...requirementTable, ...extensionTable } : requirementTable;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
