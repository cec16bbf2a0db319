import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { hasExpression } from '../language/expression/scanner.ts';
import type { SecondaryFileSchema } from '../language/model/binding.ts';
import { isDirectory, isFile, type CwlDirectory, type CwlFile, type CwlValue } from '../language/model/value.ts';
import { evaluate, type Context } from './context.ts';

/** A secondary file that a pattern asks for: a name relative to the folder of the primary, or an object that names it. */
export interface Wanted {
  readonly item: string | CwlFile | CwlDirectory;
  readonly required: boolean;
}

/** Applies a pattern to a basename: each leading `^` takes one extension away, the rest is appended (CWL v1.2 SecondaryFileSchema). */
export function applyPattern(pattern: string, basename: string): string {
  let name = basename;
  let rest = pattern;
  for (; rest.startsWith('^'); rest = rest.slice(1)) {
    const dot = name.lastIndexOf('.');
    if (dot > 0) name = name.slice(0, dot);
  }
  return name + rest;
}

/** The secondary files that belong to `primary`, which has basename and path. */
export function wantedFor(
  primary: CwlFile,
  schemas: readonly SecondaryFileSchema[],
  requiredByDefault: boolean,
  context: Context,
): Wanted[] {
  return schemas.flatMap((schema) => {
    const items = itemsOf(primary, schema, context);
    if (items.length === 0) return [];
    // An expression that gives null asks for nothing; only a field that is absent has a default.
    const required =
      schema.required === undefined
        ? requiredByDefault
        : (evaluate(context, schema.required, primary, spanOf(schema, 'required')) ?? false);
    if (typeof required !== 'boolean') {
      throw new CrateRunError('TOOL_INVALID', 'required of secondaryFiles must give true or false', {
        span: spanOf(schema, 'required'),
      });
    }
    return items.map((item) => ({ item, required }));
  });
}

function itemsOf(primary: CwlFile, schema: SecondaryFileSchema, context: Context): Wanted['item'][] {
  if (!hasExpression(schema.pattern)) return [applyPattern(schema.pattern, primary.basename!)];
  const span = spanOf(schema, 'pattern');
  const flatten = (value: CwlValue): Wanted['item'][] => {
    if (value === null) return [];
    if (Array.isArray(value)) return value.flatMap(flatten);
    if (typeof value === 'string' || isFile(value) || isDirectory(value)) return [value];
    throw new CrateRunError('TOOL_INVALID', 'an expression of secondaryFiles must give file names, Files, Directories or null', {
      span,
    });
  };
  return flatten(evaluate(context, schema.pattern, primary, span));
}
