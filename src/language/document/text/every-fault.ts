import { CrateRunError, type Diagnostic } from '../../../base/error.ts';

/** Waits for all, and throws one CrateRunError with the faults of all that failed rather than that of the first alone. */
export async function allOrEveryFault(tasks: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(tasks);
  const thrown = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  const stranger = thrown.find((one) => !(one instanceof CrateRunError));
  if (stranger !== undefined) throw stranger as Error;
  const [first, ...others] = thrown as CrateRunError[];
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const diagnostics = [first, ...others].flatMap(diagnosticsOf);
  throw new CrateRunError(first.code, `${diagnostics.length} documents cannot be read`, { span: first.span, diagnostics });
}

/** The faults that an error tells of; itself, when it tells of no others. */
export function diagnosticsOf(error: CrateRunError): readonly Diagnostic[] {
  if (error.diagnostics.length > 0) return error.diagnostics;
  return [{ severity: 'error', code: error.code, message: error.message, span: error.span }];
}
