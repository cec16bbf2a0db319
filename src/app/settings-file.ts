import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CrateRunError } from '../base/error.ts';
import { fileUri } from '../base/uri.ts';
import { reasonOf } from '../execution/data/fault.ts';
import { readYaml } from '../language/document/text/yaml.ts';

/** A YAML file that an option of the command line names. */
export interface SettingsFile {
  readonly option: string;
  readonly path: string;
}

/** What the file holds. Throws USAGE_ARGUMENT and DOC_SYNTAX. */
export function readSettings({ option, path }: SettingsFile): unknown {
  try {
    return readYaml(readFileSync(path, 'utf8'), fileUri(resolve(path)));
  } catch (thrown) {
    if (thrown instanceof CrateRunError) throw thrown;
    throw new CrateRunError('USAGE_ARGUMENT', `${option} ${path} cannot be read: ${reasonOf(thrown)}`, { cause: thrown });
  }
}

/** A mapping, of the keys that are known if they are given. Throws USAGE_ARGUMENT. */
export function mappingOf(file: SettingsFile, value: unknown, known?: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(file, 'a mapping');
  const unknown = Object.keys(value).find((key) => known?.includes(key) === false);
  if (unknown !== undefined) throw unexpected(file, `one of ${known!.join(', ')}`, unknown);
  return value as Readonly<Record<string, unknown>>;
}

/** A list. Throws USAGE_ARGUMENT. */
export function listOf(file: SettingsFile, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unexpected(file, 'a list');
}

/** A text, which YAML may have read as a number. Throws USAGE_ARGUMENT. */
export function textOf(file: SettingsFile, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unexpected(file, 'a text');
}

/** Texts: a list, or one text with commas between them; nothing where there is none. Throws USAGE_ARGUMENT. */
export function textsOf(file: SettingsFile, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item) => textOf(file, item));
  return textOf(file, value)
    .split(',')
    .map((item) => item.trim());
}

/** What is said of a file that holds something else than it should. */
export function unexpected({ option, path }: SettingsFile, expected: string, found?: string): CrateRunError {
  const message = `${option} ${path}: expected ${expected}${found === undefined ? '' : `, found ${found}`}`;
  return new CrateRunError('USAGE_ARGUMENT', message);
}
