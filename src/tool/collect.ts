import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { pathOfUri } from '../base/uri.ts';
import type { FileAccess } from '../job/folder.ts';
import type { CommandOutputBinding } from '../language/model/binding.ts';
import { alternatives, isOptional, type CwlType } from '../language/model/type.ts';
import { isFile, type CwlDirectory, type CwlFile, type CwlValue } from '../language/model/value.ts';
import { evaluate, type Context } from './context.ts';
import { matchGlob } from './glob.ts';
import { listingDefault, loadContents, loadListing } from './load.ts';
import type { OutputFolder } from './output-folder.ts';
import type { PreparedJob } from './prepare.ts';

/** What collecting needs. */
export interface Collection {
  readonly prepared: PreparedJob;
  readonly folder: OutputFolder;
  readonly files: FileAccess;
  readonly context: Context;
}

/**
 * The value that an output binding gives (CWL v1.2 CommandOutputBinding): glob, then loadContents and loadListing, then
 * outputEval. A record without a binding is made of its fields; anything else without one is null.
 */
export function collect(type: CwlType, binding: CommandOutputBinding | undefined, collection: Collection): CwlValue {
  if (!binding) {
    const record = alternatives(type).find((member) => typeof member === 'object' && member.type === 'record');
    if (record === undefined) return null;
    return Object.fromEntries(record.fields.map((field) => [field.name, collect(field.type, field.outputBinding, collection)]));
  }
  const patterns = patternsOf(binding, collection.context);
  const found = patterns.flatMap((pattern) => itemsFor(pattern, binding, collection));
  if (binding.outputEval === undefined) return shape(type, found, patterns);
  const value = evaluate(collection.context, binding.outputEval, found, spanOf(binding, 'outputEval'));
  return Array.isArray(value) && !alternatives(type).some(isArrayLike) ? shape(type, value, patterns) : value;
}

function patternsOf(binding: CommandOutputBinding, context: Context): string[] {
  const span = spanOf(binding, 'glob');
  const values = (binding.glob ?? []).flatMap((glob) => evaluate(context, glob, null, span) ?? []);
  return values.map((value) => {
    if (typeof value === 'string') return value;
    throw new CrateRunError('TOOL_INVALID', 'glob must give a pattern or a list of patterns', { span });
  });
}

function itemsFor(
  pattern: string,
  binding: CommandOutputBinding,
  { prepared, folder, files }: Collection,
): (CwlFile | CwlDirectory)[] {
  const { tool, demands, spec } = prepared;
  // The name of a redirected stream is a name, whatever characters are in it.
  const isStream = (pattern === spec.stdout || pattern === spec.stderr) && folder.has(pattern);
  const paths = isStream ? [pattern] : matchGlob(pattern, spec.layout.outdir, folder.entries);
  return paths.map((path) => {
    const item = folder.at(path);
    if (!isFile(item)) return loadListing(item, binding.loadListing ?? listingDefault(demands, tool.cwlVersion), files);
    const file = binding.loadContents ? loadContents(item, files, tool.cwlVersion) : item;
    // Outputs get their checksum later, while nothing waits; an expression that reads it cannot wait.
    return binding.outputEval?.includes('checksum')
      ? { ...file, checksum: `sha1$${files.sha1(pathOfUri(file.location!)!)}` }
      : file;
  });
}

/** A list as the type wants it: the one item of a single File or Directory, null for nothing where that is allowed. */
function shape(type: CwlType, items: readonly CwlValue[], patterns: readonly string[]): CwlValue {
  const members = alternatives(type);
  if (items.length === 0 && isOptional(type)) return null;
  const single = members.some((member) => member === 'File' || member === 'Directory');
  if (!single) return items;
  if (items.length === 1) return items[0]!;
  if (members.some(isArrayLike)) return items;
  const what = items.length === 0 ? 'nothing matches' : `${items.length} files match`;
  throw new CrateRunError('TOOL_OUTPUT', `${what} ${patterns.join(', ') || 'its outputBinding'}; expected one`);
}

function isArrayLike(member: CwlType): boolean {
  return member === 'Any' || (typeof member === 'object' && 'type' in member && member.type === 'array');
}
