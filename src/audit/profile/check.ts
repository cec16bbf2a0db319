/** How much a profile asks for something: MUST, SHOULD or MAY. */
export const levels = ['required', 'recommended', 'optional'] as const;
export type Level = (typeof levels)[number];

/** One thing that a profile asks of a crate. */
export interface Check {
  /** As rocrate-validator names it where it has the same check: `provenance-run-crate-0.5_7.1`. */
  readonly id: string;
  readonly profile: string;
  readonly level: Level;
  /** What is wrong when it is not met. */
  readonly message: string;
  readonly mend: string;
  /** The clause that asks for it, a URL. */
  readonly source: string;
  /** The name by which code finds it; absent when a shape does. */
  readonly rule?: string;
}

/** A check that an entity of a crate does not meet. */
export interface Finding {
  readonly check: Check;
  /** The `@id` of the entity as the crate writes it; absent when the crate as a whole is at fault. */
  readonly entity?: string;
  /** What exactly: the value, the key, the path. */
  readonly detail?: string;
}

/** What code has found: the rule that is broken. Whether a profile has it, and what it calls it, is known by the catalogue. */
export type Broken = Omit<Finding, 'check'> & { readonly rule: string };
