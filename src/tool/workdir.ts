import { CrateRunError } from '../base/error.ts';
import { spanOf, type Span } from '../base/span.ts';
import { fileUri } from '../base/uri.ts';
import { isSince, type CwlVersion } from '../language/model/process.ts';
import type { Dirent, RequirementOf } from '../language/model/requirement.ts';
import {
  filesIn,
  isDirectory,
  isFile,
  isObject,
  type CwlDirectory,
  type CwlFile,
  type CwlValue,
} from '../language/model/value.ts';
import { evaluate, type Context } from './context.ts';
import { changed } from './fill.ts';
import { checkReach } from './reach.ts';
import { jsonOf } from './text.ts';

/** One thing that InitialWorkDirRequirement puts into the output folder; `name` is relative to it, or absolute. */
export interface Placement {
  readonly item: CwlFile | CwlDirectory;
  readonly name?: string;
  readonly writable: boolean;
}

/** What an InitialWorkDirRequirement may say here. */
export interface WorkdirRules {
  readonly cwlVersion: CwlVersion;
  /** Whether the job runs in a container: then a path that an expression makes up names nothing on this machine. */
  readonly contained: boolean;
  /** Whether names may be absolute: only in a container, and one that is required (CWL v1.2 Dirent, entryname). */
  readonly anywhere: boolean;
}

/** Evaluates an InitialWorkDirRequirement (CWL v1.2 CommandLineTool §5.6). Throws TOOL_INVALID, TOOL_UNSAFE_PATH, CWL_UNSUPPORTED. */
export function evaluateWorkdir(
  requirement: RequirementOf<'InitialWorkDirRequirement'>,
  rules: WorkdirRules,
  context: Context,
): readonly Placement[] {
  const { listing } = requirement;
  const span = spanOf(requirement, 'listing');
  if (typeof listing === 'string') {
    const result = evaluateFiles(context, listing, span);
    if (result !== null && !Array.isArray(result)) throw invalid('the listing expression must give a list', span);
    return placementsOf(result, rules, context, span);
  }
  return listing.flatMap((item, index) => {
    const place = spanOf(listing, index);
    if (isDirent(item)) return fromDirent(item, rules, context, spanOf(item) ?? place);
    return placementsOf(typeof item === 'string' ? evaluateFiles(context, item, place) : item, rules, context, place);
  });
}

function evaluateFiles(context: Context, expression: string, span: Span | undefined): CwlValue {
  const value = evaluate(context, expression, null, span);
  checkReach(value, context.inputs, span);
  return value;
}

/** Files, Directories, what an expression gave in the form of a Dirent, lists of those, null. */
function placementsOf(
  value: CwlValue | readonly CwlValue[],
  rules: WorkdirRules,
  context: Context,
  span: Span | undefined,
): readonly Placement[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: CwlValue) => placementsOf(item, rules, context, span));
  if (isFile(value) || isDirectory(value))
    return [{ item: settled(value, rules, context, span), writable: value['writable'] === true }];
  if (isObject(value) && 'entry' in value) return fromEvaluated(value, rules, context, span);
  throw invalid('items of the listing must be Files, Directories or Dirents', span);
}

function isDirent(item: unknown): item is Dirent {
  return isObject(item) && item['class'] === undefined && 'entry' in item;
}

function fromDirent(dirent: Dirent, rules: WorkdirRules, context: Context, span: Span | undefined): readonly Placement[] {
  const { evaluator, inputs, runtime } = context;
  const scope = { inputs, self: null, ...(runtime ? { runtime } : {}) };
  // White space around the expression makes it text: CWL v1.2 Dirent, entry.
  const entry = evaluator.evaluate(dirent.entry, scope, { keepSpace: true, ...(span ? { span } : {}) });
  checkReach(entry, inputs, span);
  const entryname = evaluate(context, dirent.entryname ?? null, null, spanOf(dirent, 'entryname'));
  return fromEvaluated({ entry, entryname, writable: dirent.writable ?? false }, rules, context, span);
}

function fromEvaluated(
  { entry = null, entryname = null, writable = false }: Readonly<Record<string, CwlValue | undefined>>,
  rules: WorkdirRules,
  context: Context,
  span: Span | undefined,
): readonly Placement[] {
  const name = entryname === null ? undefined : checkName(entryname, rules, span);
  const common = { ...(name === undefined ? {} : { name }), writable: writable === true };
  if (entry === null) return [];
  if (isFile(entry) || isDirectory(entry)) return [{ item: settled(entry, rules, context, span), ...common }];
  if (Array.isArray(entry) && entry.length > 0 && entry.every((item: CwlValue) => isFile(item) || isDirectory(item))) {
    if (name !== undefined) throw invalid('entryname cannot be given when entry is a list of Files or Directories', span);
    return entry.map((item: CwlFile | CwlDirectory) => ({
      item: settled(item, rules, context, span),
      writable: common.writable,
    }));
  }
  if (typeof entry !== 'string' && !isSince(rules.cwlVersion, 'v1.2')) {
    throw invalid(`entry must be text, a File or a Directory in ${rules.cwlVersion}`, span);
  }
  if (name === undefined) throw invalid('entryname is needed for an entry that is text', span);
  return [{ item: { class: 'File', contents: typeof entry === 'string' ? entry : jsonOf(entry) }, ...common }];
}

/** An object that an expression made may name what it means by `path` only. */
function settled<T extends CwlFile | CwlDirectory>(
  item: T,
  { contained }: WorkdirRules,
  { inputs }: Context,
  span: Span | undefined,
): T {
  const { path } = item;
  if (item.location !== undefined || typeof path !== 'string') return item;
  if (!contained) return changed(item, { location: fileUri(path) });
  for (const { path: staged, location } of filesIn(inputs)) if (staged === path && location) return changed(item, { location });
  throw new CrateRunError('TOOL_UNSAFE_PATH', `the path ${path} is not that of an input`, { span });
}

function checkName(name: CwlValue, { anywhere }: WorkdirRules, span: Span | undefined): string {
  if (typeof name !== 'string' || name === '') throw invalid('entryname must give a file name', span);
  const isAbsolute = name.startsWith('/');
  if (isAbsolute && !anywhere) {
    throw new CrateRunError(
      'CWL_UNSUPPORTED',
      `the absolute entryname ${name} needs a container, required by DockerRequirement`,
      { span },
    );
  }
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..')) {
    throw new CrateRunError('TOOL_UNSAFE_PATH', `the entryname ${name} leads out of the output folder`, { span });
  }
  return (isAbsolute ? '/' : '') + parts.join('/');
}

function invalid(message: string, span: Span | undefined): CrateRunError {
  return new CrateRunError('TOOL_INVALID', `InitialWorkDirRequirement: ${message}`, { span });
}
