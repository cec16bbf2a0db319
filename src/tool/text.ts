import { pythonLayout, writeJson, writeNumber } from '../base/json.ts';
import { isDirectory, isFile, type CwlValue } from '../language/model/value.ts';

/** A value as a word of a command line: paths for Files and Directories, plain decimals for numbers, JSON for the rest. */
export function wordOf(value: CwlValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return writeNumber(value);
  if (isFile(value) || isDirectory(value)) return value.path ?? value.location ?? '';
  return jsonOf(value);
}

/** A value as JSON text, laid out as all CWL runners do. */
export function jsonOf(value: CwlValue): string {
  return writeJson(value, pythonLayout);
}
