import type { ErrorCode } from '../../base/catalogue.ts';
import { CrateRunError, messageOf } from '../../base/error.ts';

/** What the operating system said, in words: `no space left on device`. */
export function reasonOf(thrown: unknown): string {
  return /^[A-Z][A-Z0-9]+: ([^,]+)/.exec(messageOf(thrown))?.[1] ?? messageOf(thrown);
}

/** The error code of the operating system, such as `ENOENT`. */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** The error that a user sees when `action` on `path` did not work; errors already fit for users pass unchanged. */
export function faultOf(code: ErrorCode, action: string, path: string, thrown: unknown): CrateRunError {
  if (thrown instanceof CrateRunError) return thrown;
  return new CrateRunError(code, `cannot ${action} ${path}: ${reasonOf(thrown)}`, { cause: thrown });
}
