import { CrateRunError } from '../../base/error.ts';
import type { Span } from '../../base/span.ts';
import type { Expression } from '../model/binding.ts';
import type { CwlVersion } from '../model/process.ts';
import type { CwlValue } from '../model/value.ts';
import { expressionError } from './fault.ts';
import { textOf } from './interpolation.ts';
import { follow, readReference } from './reference.ts';
import type { Realm } from './realm.ts';
import type { Sandbox } from './sandbox.ts';
import { hasExpression, scan } from './scanner.ts';
import { createScopeWriter, type Scope } from './scope-text.ts';

export type { Scope };

export interface EvaluatorOptions {
  /** Version of the document that holds the expressions: it decides how backslashes are read. */
  readonly cwlVersion: CwlVersion;
  /** expressionLib of InlineJavascriptRequirement; undefined when the process does not have the requirement. */
  readonly expressionLib: readonly string[] | undefined;
  /** Needed when `expressionLib` is given. */
  readonly sandbox: Sandbox | undefined;
}

/** Evaluates the expressions of one job. JavaScript keeps its globals from one expression to the next, never to another job. */
export interface Evaluator {
  /**
   * The value of a field. Text that is nothing but one expression keeps the type of the result; other text becomes a
   * string (CWL v1.2 §String interpolation). White space around it goes away unless `keepSpace` is set (Dirent.entry).
   * Throws CrateRunError EXPR_SYNTAX, EXPR_FAILED, EXPR_TIMEOUT or EXPR_MEMORY with the span that is given.
   */
  evaluate(
    text: Expression,
    scope: Scope,
    options?: { readonly keepSpace?: boolean; readonly span?: Span | undefined },
  ): CwlValue;
  /** Gives up the memory of JavaScript. To be called when the job has ended. */
  close(): void;
}

/** Levels of lists and objects in a result. What reads values calls itself for each level, and must not overflow the stack. */
const deepest = 500;

export function createEvaluator({ cwlVersion, expressionLib, sandbox }: EvaluatorOptions): Evaluator {
  let realm: Realm | undefined;
  const writeScope = createScopeWriter((expressionLib?.length ?? 0) > 0);

  const runJavaScript = (source: string, scope: Scope): CwlValue => {
    if (!sandbox) throw new CrateRunError('INTERNAL', 'JavaScript is allowed here, but the sandbox is not open');
    realm ??= sandbox.open(expressionLib ?? []);
    const value = JSON.parse(realm.run(source, writeScope(source, scope))) as CwlValue;
    if (isDeeper(value, deepest))
      throw expressionError('EXPR_FAILED', `the result is nested deeper than ${deepest} levels`, source);
    return value;
  };

  /** A parameter reference needs no JavaScript, but where there is JavaScript, what is missing is undefined and so null. */
  const evaluateOne = (source: string, scope: Scope): CwlValue => {
    const reference = readReference(source);
    try {
      if (reference) return follow(reference, { ...scope });
    } catch (error) {
      if (!expressionLib) throw error;
    }
    if (!expressionLib) {
      throw expressionError('EXPR_FAILED', 'this is JavaScript, but InlineJavascriptRequirement is missing', source);
    }
    return runJavaScript(source, scope);
  };

  return {
    evaluate(text, scope, { keepSpace = false, span } = {}) {
      if (!hasExpression(text)) return text;
      try {
        const pieces = scan(keepSpace ? text : text.trim(), cwlVersion);
        const values = pieces.map((piece) => (piece.kind === 'text' ? piece.text : evaluateOne(piece.source, scope)));
        return values.length === 1 ? values[0]! : values.map(textOf).join('');
      } catch (error) {
        throw span && error instanceof CrateRunError
          ? new CrateRunError(error.code, error.message, { span, cause: error })
          : error;
      }
    },
    close() {
      realm?.close();
      realm = undefined;
    },
  };
}

function isDeeper(value: CwlValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member as CwlValue, levels - 1));
}
