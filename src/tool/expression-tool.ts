import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { fileUri } from '../base/uri.ts';
import type { FileAccess } from '../job/folder.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import type { ExpressionTool } from '../language/model/process.ts';
import { isObject, mapFiles, type CwlDirectory, type CwlFile, type CwlObject, type CwlValue } from '../language/model/value.ts';
import { changed, fill, withPath } from './fill.ts';
import { checkReach } from './reach.ts';

/**
 * The output object of an ExpressionTool; `inputs` as `bindInputs` gives them. Files that are passed on keep their
 * location, a new basename stays, literals stay literals. Types are not checked (CWL v1.2 Workflow §ExpressionTool).
 * Throws EXPR_… and TOOL_OUTPUT.
 */
export function runExpressionTool(tool: ExpressionTool, inputs: CwlObject, evaluator: Evaluator, files: FileAccess): CwlObject {
  const span = spanOf(tool, 'expression');
  const seen = mapFiles(inputs, withPath) as CwlObject;
  const result = evaluator.evaluate(tool.expression, { inputs: seen, self: null }, span ? { span } : {});
  if (!isObject(result))
    throw new CrateRunError('TOOL_OUTPUT', 'the expression of an ExpressionTool must give an object', { span });
  checkReach(result, seen, span);
  return Object.fromEntries(
    tool.outputs.map(({ name }) => [name, mapFiles(result[name] ?? null, (item): CwlValue => handOn(item, files))]),
  );
}

function handOn(item: CwlFile | CwlDirectory, files: FileAccess): CwlFile | CwlDirectory {
  const location = item.path !== undefined && withPath(item).path !== item.path ? fileUri(item.path) : item.location;
  if (location === undefined) return fill(item, files, false);
  const bare = changed(item, { location, path: undefined, dirname: undefined, contents: undefined, listing: undefined });
  return fill(bare, files, false);
}
