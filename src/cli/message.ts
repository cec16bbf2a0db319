import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue, type ErrorCode } from '../base/catalogue.ts';
import { CrateRunError, messageOf, type Diagnostic } from '../base/error.ts';
import type { Json } from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { Failure } from '../app/failure.ts';

/** An error as lines for a person: code and message, every fault with its place, what to do next. */
export function errorLines(thrown: unknown): readonly string[] {
  if (!(thrown instanceof CrateRunError)) return [...headline('INTERNAL', messageOf(thrown)), hint('INTERNAL')];
  const errors = thrown.diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = thrown.diagnostics.filter(({ severity }) => severity === 'warning');
  const [only] = errors;
  if (errors.length === 1 && only) {
    // A suggestion says better what to do than what is known of the code.
    const advice = only.message.endsWith('?') ? [] : [hint(only.code)];
    return [...headline(only.code, only.message, only.span), ...warnings.map(diagnosticLine), ...advice];
  }
  const span = errors.length > 1 ? undefined : thrown.span;
  return [...headline(thrown.code, thrown.message, span), ...thrown.diagnostics.map(diagnosticLine), hint(thrown.code)];
}

/** Every fault that was thrown, one at least. */
export function faultsOf(thrown: unknown): readonly Diagnostic[] {
  const { code, message, span, diagnostics } =
    thrown instanceof CrateRunError ? thrown : new CrateRunError('INTERNAL', messageOf(thrown));
  return diagnostics.length > 0 ? diagnostics : [{ severity: 'error', code, message, span }];
}

/** An error as `--json` shows it: of the same form as the result of a run that failed. */
export function errorResult(thrown: unknown): Json {
  const { code, span, diagnostics } = thrown instanceof CrateRunError ? thrown : new CrateRunError('INTERNAL', messageOf(thrown));
  return { status: 'permanentFail', failures: [{ code, message: messageOf(thrown), span, diagnostics }] } as unknown as Json;
}

/** One fault on one line, indented below its headline. */
function diagnosticLine(diagnostic: Diagnostic): string {
  const kind = diagnostic.severity === 'warning' ? 'warning: ' : '';
  return `  ${placeText(diagnostic.span)}${kind}${clean(diagnostic.message)}`;
}

/** A warning on a line of its own. */
export function warningLine(warning: Diagnostic): string {
  return diagnosticLine({ ...warning, severity: 'warning' }).trimStart();
}

/** A failed job as lines for a person: what failed and the end of its stderr. */
export function failureLines(failure: Failure): readonly string[] {
  const tail = clean(failure.stderr).trimEnd();
  return [
    ...headline(failure.code, `${failure.job}: ${failure.message}`, failure.span),
    ...(tail === '' ? [] : ['  the end of its stderr:', ...tail.split('\n').map((line) => `  | ${line}`)]),
  ];
}

function headline(code: ErrorCode, message: string, span?: Span): readonly string[] {
  const [first = '', ...more] = clean(message).split('\n');
  return [`${placeText(span)}${first} [${code}]`, ...more.map((line) => `  ${line}`)];
}

function hint(code: ErrorCode): string {
  return `  ${catalogue[code].hint}`;
}

function placeText(span: Span | undefined): string {
  if (!span) return '';
  const local = span.document.startsWith('file:') ? relative('.', fileURLToPath(span.document)) : span.document;
  return `${clean(local)}:${span.line}:${span.column}: `;
}

/** Text of others without control characters that a terminal would obey. */
export function clean(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u{fffd}');
}
