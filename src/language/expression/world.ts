/** The global variables of an expression, as JSON text. */
export type ScopeText = Readonly<Record<'inputs' | 'self' | 'runtime', string>>;

/** What the JavaScript of one world may use. */
export interface Limits {
  /** Wall-clock seconds of one evaluation, or of one script of expressionLib. */
  readonly seconds: number;
  /** Of all values that the world holds. */
  readonly memoryMiB: number;
}

/**
 * How JavaScript ended: with its result as JSON text; with what was thrown, as `Name: message`, and in which line of the
 * code, from 1; at its deadline; or with the loss of the interpreter and of every world in it.
 */
export type Outcome =
  | { readonly kind: 'result'; readonly json: string }
  | { readonly kind: 'thrown'; readonly problem: string; readonly line?: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'broken'; readonly problem: string };

/** A JavaScript world with memory and global objects of its own, from which no way leads to another world or to the host. */
export interface World {
  /** Runs a script at top level, in strict mode. */
  load(script: string): Outcome;
  /**
   * Calls the function that `code` makes, in strict mode, with `scope` as global variables. What `scope` leaves out is as
   * in the call before. Compiles a code only once.
   */
  call(code: string, scope: Partial<ScopeText>): Outcome;
  dispose(): void;
}
