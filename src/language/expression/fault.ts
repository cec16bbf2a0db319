import { CrateRunError } from '../../base/error.ts';
import type { ErrorCode } from '../../base/catalogue.ts';

type ExpressionCode = Extract<ErrorCode, `EXPR_${string}`>;

/** The error of one expression: what went wrong, in which of its lines (from 1), and the expression itself, shortened. */
export function expressionError(code: ExpressionCode, problem: string, source: string, line?: number): CrateRunError {
  const place = line !== undefined && source.includes('\n') ? `line ${line} of ` : '';
  return new CrateRunError(code, `${shorten(problem, 500)}, in ${place}${shorten(source, 120)}`);
}

/** The text on one line, cut in the middle when it is longer than `limit` characters. */
function shorten(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const half = Math.floor(limit / 2);
  return line.length <= limit ? line : `${line.slice(0, half)} … ${line.slice(line.length - half)}`;
}
