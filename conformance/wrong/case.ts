import type { ErrorCode } from '../../src/base/catalogue.ts';

/** One way of wrong input and what crate-run has to answer. */
export interface WrongCase {
  readonly name: string;
  /** Arguments of crate-run. Paths are relative to `fixtures/wrong`; `@` stands for a scratch folder of the case. */
  readonly args: readonly string[];
  readonly exitCode: 1 | 2 | 33;
  /** The code of the message; several where the system decides which of two writes meets the fault first. */
  readonly code: ErrorCode | readonly ErrorCode[];
  /** What the message must say. */
  readonly says: RegExp;
  /** Where the message must point to: `file:line`; a column must follow. */
  readonly at?: string;
  /** Gives the case a scratch folder on a disk of that many kilobytes. Needs root; the case is left out otherwise. */
  readonly diskKiB?: number;
  /** Files that the run delivers before it fails. */
  readonly outputs?: readonly string[];
  /** The run begins and fails, so that a crate that tells it is expected rather than forbidden. */
  readonly crate?: boolean;
}
