import { CrateRunError, messageOf } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { FileAccess, FolderEntry } from '../job/folder.ts';
import type { Evaluator } from '../language/expression/evaluate.ts';
import { conforms } from '../language/model/conform.ts';
import type { ToolOutputParameter } from '../language/model/parameter.ts';
import { isFile, type CwlDirectory, type CwlFile, type CwlObject, type CwlValue } from '../language/model/value.ts';
import { collect, type Collection } from './collect.ts';
import type { Context } from './context.ts';
import { withPath } from './fill.ts';
import { formatsOf } from './format.ts';
import { readOutputObject } from './output-object.ts';
import { openOutputFolder } from './output-folder.ts';
import type { PreparedJob } from './prepare.ts';
import { wantedFor, type Wanted } from './secondary.ts';
import { createFinder, settle, type Whereabouts } from './settle.ts';
import { mapTyped, type Aspects } from './typed.ts';

/** What a job left behind. */
export interface Remains {
  readonly exitCode: number;
  /** The whole output folder. */
  readonly entries: readonly FolderEntry[];
  readonly files: FileAccess;
  readonly evaluator: Evaluator;
}

type Find = (item: CwlFile | CwlDirectory) => Whereabouts;

/**
 * The output object of a job (CWL v1.2 CommandLineTool §4.6): from `cwl.output.json` where the job wrote one, else by
 * the output bindings. Files have absolute locations in the output folder or of an input, and no checksum yet.
 * Throws TOOL_OUTPUT, TOOL_UNSAFE_PATH, TOOL_INVALID and the errors of expressions.
 */
export function collectOutputs(prepared: PreparedJob, { exitCode, entries, files, evaluator }: Remains): CwlObject {
  const { tool, spec, inputs } = prepared;
  const runtime = tool.cwlVersion === 'v1.0' ? prepared.runtime : { ...prepared.runtime, exitCode };
  const context: Context = { evaluator, inputs, runtime };
  const folder = openOutputFolder(spec, entries, files);
  const find = createFinder([spec.layout.outdir, spec.folders.outdir], inputs);
  const written = readOutputObject(spec.folders.outdir, folder, files);
  const collection: Collection = { prepared, folder, files, context };
  const outputs: Record<string, CwlValue> = {};
  for (const output of tool.outputs) {
    outputs[output.name] = locate(output, () => {
      const value = written ? (written[output.name] ?? null) : gather(output, collection, find);
      const settled = settle(value, find, folder, files);
      const mismatch = conforms(output.type, settled);
      if (mismatch !== undefined) throw new CrateRunError('TOOL_OUTPUT', mismatch);
      return settled;
    });
  }
  return outputs;
}

/** Collects a value, and adds secondary files and formats to its primary files. */
function gather(output: ToolOutputParameter, collection: Collection, find: Find): CwlValue {
  const { context } = collection;
  const value = collect(output.type, output.outputBinding, collection);
  return mapTyped(output.type, value, output, (item, aspects) => {
    if (!isFile(item)) return item;
    const primary = withSecondary(item, aspects, collection, find);
    const [format] = aspects.format ? formatsOf(aspects.format, primary, context) : [];
    return format === undefined ? primary : { ...primary, format };
  });
}

function withSecondary(primary: CwlFile, { secondaryFiles = [] }: Aspects, collection: Collection, find: Find): CwlFile {
  const where = find(primary);
  if (secondaryFiles.length === 0 || where.kind === 'literal') return primary;
  const { folder, context } = collection;
  const seen =
    where.kind === 'output' ? { ...folder.at(where.path), ...primary } : withPath({ ...primary, location: where.location });
  const known = [...(primary.secondaryFiles ?? [])];
  for (const wanted of wantedFor(seen, secondaryFiles, false, context)) {
    const name = nameOf(wanted);
    if (known.some((one) => one.basename === name)) continue;
    const found = where.kind === 'output' ? findBeside(where.path, wanted, collection, find) : undefined;
    if (found) known.push(found);
    else if (wanted.required)
      throw new CrateRunError('TOOL_OUTPUT', `the secondary file ${name} of ${primary.basename} is missing`);
  }
  return known.length === 0 ? primary : { ...primary, secondaryFiles: known };
}

function findBeside(primary: string, { item }: Wanted, { folder }: Collection, find: Find): CwlFile | CwlDirectory | undefined {
  if (typeof item === 'string') {
    const path = primary.includes('/') ? primary.slice(0, primary.lastIndexOf('/') + 1) + item : item;
    const where = find({ class: 'File', path });
    return where.kind === 'output' && folder.has(where.path) ? folder.at(where.path) : undefined;
  }
  const where = find(item);
  return where.kind !== 'output' || folder.has(where.path) ? item : undefined;
}

function nameOf({ item }: Wanted): string | undefined {
  if (typeof item !== 'string' && item.basename !== undefined) return item.basename;
  const text = typeof item === 'string' ? item : (item.path ?? item.location);
  return text?.slice(text.lastIndexOf('/') + 1);
}

/** Adds the name and the place of the output to what is wrong with it. */
function locate<T>(output: ToolOutputParameter, action: () => T): T {
  try {
    return action();
  } catch (thrown) {
    if (!(thrown instanceof CrateRunError)) throw thrown;
    const span = thrown.span ?? spanOf(output);
    throw new CrateRunError(thrown.code, `output ${output.name}: ${messageOf(thrown)}`, { span, cause: thrown });
  }
}
