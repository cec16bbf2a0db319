import { catalogue, type Entry, type ErrorCode } from './catalogue.ts';
import type { Span } from './span.ts';

/** One fault in a document: what is wrong, where, and what was expected. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: ErrorCode;
  readonly message: string;
  readonly span?: Span | undefined;
}

/**
 * The one error that a user may see. `code` is permanent; the catalogue gives its title, its hint and the exit
 * code. `details` are shown below the message: the collected faults of a document, or the end of a job's stderr.
 */
export class CrateRunError extends Error {
  readonly code: ErrorCode;
  readonly span: Span | undefined;
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    code: ErrorCode,
    message: string,
    more: { span?: Span | undefined; diagnostics?: readonly Diagnostic[]; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'CrateRunError';
    this.code = code;
    this.span = more.span;
    this.diagnostics = more.diagnostics ?? [];
  }

  get exitCode(): number {
    return catalogue[this.code].exitCode;
  }

  /** Whether another attempt can help. */
  get retry(): Entry['retry'] {
    return catalogue[this.code].retry;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
