import type { Span } from '../base/span.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { CwlObject, CwlValue } from '../language/model/value.ts';

/** The object `runtime` of expressions (CWL v1.2 CommandLineTool §3.4): exactly these names, and `exitCode` while outputs are collected. */
export interface Runtime {
  readonly [name: string]: CwlValue;
  readonly outdir: string;
  readonly tmpdir: string;
  readonly cores: number;
  readonly ram: number;
  readonly outdirSize: number;
  readonly tmpdirSize: number;
}

/** What expressions of one job are evaluated with. */
export interface Context {
  readonly evaluator: Evaluator;
  readonly inputs: CwlObject;
  readonly runtime?: Runtime;
}

/** Evaluates a field; fields that are no text stand for themselves. */
export function evaluate(context: Context, field: CwlValue, self: CwlValue, span?: Span): CwlValue {
  if (typeof field !== 'string') return field;
  const { evaluator, inputs, runtime } = context;
  return evaluator.evaluate(field, { inputs, self, ...(runtime ? { runtime } : {}) }, span ? { span } : {});
}
