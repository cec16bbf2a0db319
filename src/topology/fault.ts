import { CrateRunError, type Diagnostic } from '../base/error.ts';
import type { Span } from '../base/span.ts';
import { baseOf } from '../language/document/text/location.ts';

/** Something that makes the file useless. */
export function fault(message: string, span: Span | undefined): Diagnostic {
  return { severity: 'error', code: 'TOPOLOGY_INVALID', message, span };
}

/** Something that was left aside. */
export function warning(message: string, span: Span | undefined): Diagnostic {
  return { severity: 'warning', code: 'TOPOLOGY_NO_EFFECT', message, span };
}

/** Throws TOPOLOGY_INVALID when there are faults. */
export function refuse(diagnostics: readonly Diagnostic[]): void {
  const ordered = inOrder(diagnostics);
  const errors = ordered.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const message = errors.length === 1 ? first.message : `${baseOf(first.span?.document ?? '')}: ${errors.length} faults`;
  throw new CrateRunError('TOPOLOGY_INVALID', message, { span: first.span, diagnostics: ordered });
}

/** From top to bottom. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const position = ({ span }: Diagnostic): readonly [number, number] => [span?.line ?? 0, span?.column ?? 0];
  return [...diagnostics].sort((one, other) => {
    const [a, b] = [position(one), position(other)];
    return a[0] - b[0] || a[1] - b[1];
  });
}
