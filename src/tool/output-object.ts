import { readJson, type Json } from '../base/json.ts';
import { CrateRunError, messageOf } from '../base/error.ts';
import type { FileAccess } from '../job/folder.ts';
import { isObject, type CwlObject } from '../language/model/value.ts';
import type { OutputFolder } from './output-folder.ts';

const fileName = 'cwl.output.json';

/** The output object that the job wrote itself, if it did; no digit of a number is lost. Throws TOOL_OUTPUT. */
export function readOutputObject(outdir: string, folder: OutputFolder, files: FileAccess): CwlObject | undefined {
  if (!folder.has(fileName)) return undefined;
  folder.at(fileName); // Refuses a link that leads out.
  const text = files.read(`${outdir}/${fileName}`, Infinity);
  let value: Json;
  try {
    value = readJson(text);
  } catch (thrown) {
    throw new CrateRunError('TOOL_OUTPUT', `${fileName} is not JSON: ${messageOf(thrown)}`, { cause: thrown });
  }
  if (!isObject(value)) throw new CrateRunError('TOOL_OUTPUT', `${fileName} must hold a JSON object`);
  return value;
}
