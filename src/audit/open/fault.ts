import type { ErrorCode } from '../../base/catalogue.ts';
import { CrateRunError, messageOf } from '../../base/error.ts';

type CrateCode = Extract<ErrorCode, `CRATE_${string}`>;

/** Why a crate is refused: the entry, and what is wrong with it. */
export function refusal(code: CrateCode, entry: string, why: string): CrateRunError {
  return new CrateRunError(code, `${JSON.stringify(entry)} ${why}`);
}

/** What was thrown while a crate was read, as an error of crate-run. */
export function damage(what: string, thrown: unknown): CrateRunError {
  if (thrown instanceof CrateRunError) return thrown;
  return new CrateRunError('CRATE_DAMAGED', `${what} cannot be read: ${messageOf(thrown)}`, { cause: thrown });
}
