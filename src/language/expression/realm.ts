import { CrateRunError } from '../../base/error.ts';
import { expressionError } from './fault.ts';
import type { Interpreter } from './interpreter.ts';
import type { Limits, Outcome, ScopeText, World } from './world.ts';

/** The JavaScript of one job. Its expressions share the globals that expressionLib makes; no other job sees them. */
export interface Realm {
  /** Evaluates `$(…)` or `${…}` and returns the result as JSON text. Throws EXPR_SYNTAX, _FAILED, _TIMEOUT or _MEMORY. */
  run(source: string, scope: ScopeText): string;
  /** Compiles `$(…)` or `${…}` without running it. Throws EXPR_SYNTAX, and what expressionLib throws. */
  check(source: string): void;
  close(): void;
}

/** A realm whose world is made at the first `run`, and anew after any error. `current` gives an interpreter that is alive. */
export function openRealm(current: () => Interpreter, limits: Limits, library: readonly string[]): Realm {
  let inUse: { readonly interpreter: Interpreter; readonly world: World } | undefined;
  let carried: Partial<ScopeText> = {};

  const close = () => {
    if (inUse?.interpreter.isAlive()) inUse.world.dispose();
    inUse = undefined;
  };

  const jsonOf = (outcome: Outcome, source: string): string => {
    if (outcome.kind === 'result') return outcome.json;
    close();
    throw errorOf(outcome, source, limits);
  };

  const openWorld = (): World => {
    const interpreter = current();
    const world = interpreter.newWorld();
    inUse = { interpreter, world };
    carried = {};
    for (const script of library) jsonOf(world.load(script), script);
    return world;
  };

  return {
    run(source, scope) {
      const world = inUse?.interpreter.isAlive() ? inUse.world : openWorld();
      const news = changes(carried, scope);
      carried = scope;
      return jsonOf(world.call(asFunction(source), news), source);
    },
    check(source) {
      const world = inUse?.interpreter.isAlive() ? inUse.world : openWorld();
      const news = changes(carried, nothing);
      carried = nothing;
      jsonOf(world.call(`(function () { return typeof ${asFunction(source)}; })`, news), source);
    },
    close,
  };
}

/** A scope for code that is not run. */
const nothing: ScopeText = { inputs: 'null', self: 'null', runtime: 'null' };

/** What the world does not hold yet: a large scope is carried over once, not for every expression. */
function changes(before: Partial<ScopeText>, scope: ScopeText): Partial<ScopeText> {
  return Object.fromEntries(Object.entries(scope).filter(([name, text]) => before[name as keyof ScopeText] !== text));
}

/** CWL v1.2 §Expressions: `$(…)` is an expression, `${…}` the body of a function without arguments. Lines stay where they are. */
function asFunction(source: string): string {
  return source.startsWith('$(') ? `(function () { return ${source.slice(1, -1)}\n); })` : `(function () ${source.slice(1)})`;
}

const outOfMemory = {
  thrown: /^InternalError: (?:out of memory|string too long)$/,
  broken: /out of memory|allocation failed/i,
};

function errorOf(outcome: Exclude<Outcome, { kind: 'result' }>, source: string, limits: Limits): CrateRunError {
  if (outcome.kind === 'expired') return expressionError('EXPR_TIMEOUT', `still running after ${limits.seconds} s`, source);
  const { problem } = outcome;
  if (outOfMemory[outcome.kind].test(problem))
    return expressionError('EXPR_MEMORY', `needs more than ${limits.memoryMiB} MiB of memory`, source);
  if (outcome.kind === 'broken') return expressionError('EXPR_FAILED', `JavaScript broke down (${problem})`, source);
  const code = problem.startsWith('SyntaxError') ? 'EXPR_SYNTAX' : 'EXPR_FAILED';
  return expressionError(code, problem, source, outcome.line);
}
