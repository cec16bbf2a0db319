import { CrateRunError } from '../base/error.ts';
import type { Format } from '../language/model/binding.ts';
import type { CwlFile } from '../language/model/value.ts';
import { evaluate, type Context } from './context.ts';

/** Whether format `a` is `b` or a kind of it; both are IRIs. */
export type IsSubFormat = (a: string, b: string) => boolean;

/** The format IRIs that a `format` field allows or gives. */
export function formatsOf(format: Format, self: CwlFile, context: Context): string[] {
  const evaluated = format.flatMap((item) => evaluate(context, item, self) ?? []);
  return evaluated.map((item) => {
    if (typeof item === 'string') return item;
    throw new CrateRunError('TOOL_INVALID', 'format must be an IRI, a list of IRIs, or an expression that gives them');
  });
}

/** Refuses a File whose format is not one of those allowed (CWL v1.2 CommandInputParameter, format). */
export function checkFormat(file: CwlFile, format: Format, context: Context, isSubFormat: IsSubFormat): void {
  const allowed = formatsOf(format, file, context);
  const given = file.format;
  if (allowed.length === 0 || (given !== undefined && allowed.some((one) => given === one || isSubFormat(given, one)))) return;
  throw new CrateRunError(
    'CWL_FORMAT',
    `${file.basename} has ${given ? `format ${given}` : 'no format'}; expected ${allowed.join(' or ')}`,
  );
}
