import type { ErrorCode } from '../../base/catalogue.ts';
import { CrateRunError, type Diagnostic } from '../../base/error.ts';
import type { Source } from './text/library.ts';

/** Codes that say more than CWL_INVALID when every fault has them. */
const telling: readonly ErrorCode[] = ['CWL_UNSUPPORTED', 'CWL_VERSION'];

/** The one error for all faults of a document; the warnings are shown with it. */
export function invalid(reference: string, diagnostics: readonly Diagnostic[]): CrateRunError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const code = telling.find((code) => errors.every((error) => error.code === code)) ?? 'CWL_INVALID';
  const message = first && errors.length === 1 ? first.message : `${reference}: ${errors.length} faults`;
  return new CrateRunError(code, message, { span: first?.span, diagnostics });
}

/** Faults by document, in the order in which the documents were given, then from top to bottom; each once. */
export function inOrder(faults: readonly Diagnostic[], sources: readonly Source[]): readonly Diagnostic[] {
  const rank = new Map(sources.map(({ location }, index) => [location, index]));
  const position = ({ span }: Diagnostic): number => (span ? (rank.get(span.document) ?? sources.length) : -1);
  const once = new Map(faults.map((fault) => [JSON.stringify([fault.message, fault.span]), fault]));
  return [...once.values()].sort(
    (a, b) =>
      position(a) - position(b) || (a.span?.line ?? 0) - (b.span?.line ?? 0) || (a.span?.column ?? 0) - (b.span?.column ?? 0),
  );
}

/** The faults without those that another explains: a field is missing because it is there under a misspelt name. */
export function withoutEchoes(faults: readonly Diagnostic[]): readonly Diagnostic[] {
  const explained = faults.flatMap(({ severity, message, span }) => {
    const [, what, meant] = /^(.*) has no field ".*"; did you mean "(.*)"\?$/.exec(message) ?? [];
    return severity === 'error' && what !== undefined ? [`${span?.document} ${what} needs the field "${meant}"`] : [];
  });
  return faults.filter(({ message, span }) => !explained.includes(`${span?.document} ${message}`));
}
