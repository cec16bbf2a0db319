import { CrateRunError, messageOf } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { fileUri, pathOfUri } from '../base/uri.ts';
import type { FileAccess } from '../job/folder.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import { conforms } from '../language/model/conform.ts';
import type { CwlVersion } from '../language/model/process.ts';
import type { Demands } from '../language/model/requirement.ts';
import { typeText, type CwlType } from '../language/model/type.ts';
import { isFile, type CwlDirectory, type CwlFile, type CwlObject, type CwlValue } from '../language/model/value.ts';
import type { Context } from './context.ts';
import { fill, changed, withPath } from './fill.ts';
import { checkFormat, type IsSubFormat } from './format.ts';
import { listingDefault, loadContents, loadListing } from './load.ts';
import { basenameOf, folderOf } from './names.ts';
import { wantedFor, type Wanted } from './secondary.ts';
import { mapTyped, type Aspects } from './typed.ts';

/** A parameter whose value can be bound: an input of a process, or of a step (which has no type of its own). */
interface Bindable extends Aspects {
  readonly name: string;
  readonly type?: CwlType;
  readonly default?: CwlValue;
}

/** What binding needs. */
export interface Binding {
  readonly parameters: readonly Bindable[];
  readonly values: CwlObject;
  readonly demands: Demands;
  readonly cwlVersion: CwlVersion;
  readonly evaluator: Evaluator;
  readonly files: FileAccess;
  /** Whether the values come from outside the run: then files must exist, and secondary files are looked for beside them. */
  readonly discover?: boolean;
  /** Without it a format must be the very one that is asked for. */
  readonly isSubFormat?: IsSubFormat;
}

/**
 * The values of the parameters, ready for expressions: defaults, names and sizes of Files, contents and listings where
 * asked for, secondary files, types and formats checked. Values that need nothing stay the same objects; values
 * without a parameter are left out. Throws CWL_INPUT, DATA_NOT_FOUND, TOOL_INVALID.
 */
export function bindInputs(binding: Binding): CwlObject {
  const { parameters, values, evaluator } = binding;
  const bound: Record<string, CwlValue> = {};
  for (const parameter of parameters) {
    bound[parameter.name] = locate(parameter, () => complete(binding, parameter, values[parameter.name] ?? null));
  }
  const context: Context = { evaluator, inputs: { ...bound } };
  for (const parameter of parameters) {
    bound[parameter.name] = locate(parameter, () => accompany(binding, parameter, bound[parameter.name]!, context));
  }
  return bound;
}

/** The value with what follows from itself alone. */
function complete(binding: Binding, parameter: Bindable, given: CwlValue): CwlValue {
  const { files, cwlVersion } = binding;
  const value = given ?? parameter.default ?? null;
  const type = parameter.type ?? 'Any';
  const mismatch = parameter.type === undefined ? undefined : conforms(type, value);
  if (mismatch !== undefined) {
    const message = value === null ? `a value is missing; expected ${typeText(type)}` : mismatch;
    throw new CrateRunError('CWL_INPUT', message);
  }
  const check = comesFromOutside(binding, parameter);
  const depth = listingDefault(binding.demands, cwlVersion);
  return mapTyped(type, value, parameter, (item, aspects) => {
    const filled = fillAll(item, files, check);
    if (!isFile(filled)) return loadListing(filled, aspects.loadListing ?? depth, files);
    const wanted = aspects.loadContents ?? aspects.inputBinding?.loadContents;
    return wanted ? loadContents(filled, files, cwlVersion) : filled;
  });
}

function comesFromOutside({ discover = false, values }: Binding, { name }: Bindable): boolean {
  return discover || (values[name] ?? null) === null;
}

/** The item, its secondary files and its listing, filled. */
function fillAll<T extends CwlFile | CwlDirectory>(item: T, files: FileAccess, check: boolean): T {
  const filled = fill(item, files, check);
  const part = isFile(filled) ? 'secondaryFiles' : 'listing';
  const before = filled[part] as readonly (CwlFile | CwlDirectory)[] | undefined;
  const after = before?.map((inner) => fillAll(inner, files, check));
  return after?.some((inner, index) => inner !== before?.[index]) ? changed(filled, { [part]: after }) : filled;
}

/** The value with secondary files, formats checked: what may depend on the other inputs. */
function accompany(binding: Binding, parameter: Bindable, value: CwlValue, context: Context): CwlValue {
  const search = comesFromOutside(binding, parameter);
  return mapTyped(parameter.type ?? 'Any', value, parameter, (item, { secondaryFiles = [], format = [] }) => {
    if (!isFile(item)) return item;
    const seen = withPath(item);
    if (format.length > 0) checkFormat(seen, format, context, binding.isSubFormat ?? (() => false));
    const known = [...(item.secondaryFiles ?? [])];
    for (const wanted of wantedFor(seen, secondaryFiles, true, context)) {
      const found = findSecondary(seen, wanted, known, search, binding.files);
      if (found) known.push(found);
    }
    return known.length === (item.secondaryFiles ?? []).length ? item : { ...item, secondaryFiles: known };
  });
}

/** The secondary file to add, if any. Those that the value lists are trusted; others are looked for in values from outside. */
function findSecondary(
  primary: CwlFile,
  { item, required }: Wanted,
  known: readonly (CwlFile | CwlDirectory)[],
  search: boolean,
  files: FileAccess,
): CwlFile | CwlDirectory | undefined {
  const name = typeof item === 'string' ? item.slice(item.lastIndexOf('/') + 1) : basenameOf(fromPath(item, primary));
  if (known.some((one) => one.basename === name)) return undefined;
  const path =
    typeof item !== 'string' ? undefined : primary.path === undefined ? undefined : `${folderOf(primary.path)}/${item}`;
  if (typeof item !== 'string') {
    const located = fromPath(item, primary);
    const there = located.location === undefined || files.stat(pathOfUri(located.location) ?? '') !== undefined;
    if (there) return fillAll(located, files, true);
  } else if (search && path !== undefined) {
    const found = files.stat(path);
    if (found) return fill({ class: found.kind === 'file' ? 'File' : 'Directory', location: fileUri(path) }, files, false);
  }
  if (!required) return undefined;
  throw new CrateRunError('DATA_NOT_FOUND', `${primary.basename} needs the secondary file ${name}, which is missing`);
}

/** An object that an expression made may name its file by a path, also relative to the primary's folder. */
function fromPath(item: CwlFile | CwlDirectory, primary: CwlFile): CwlFile | CwlDirectory {
  const { path } = item;
  if (path === undefined) return item;
  return changed(item, { path: undefined, location: fileUri(path.startsWith('/') ? path : `${primary.dirname}/${path}`) });
}

/** Adds the name and the place of the parameter to what is wrong with its value. */
function locate<T>(parameter: Bindable, action: () => T): T {
  try {
    return action();
  } catch (thrown) {
    if (!(thrown instanceof CrateRunError)) throw thrown;
    throw new CrateRunError(thrown.code, `input ${parameter.name}: ${messageOf(thrown)}`, {
      span: thrown.span ?? spanOf(parameter),
      cause: thrown,
    });
  }
}
