import { writeFileSync } from 'node:fs';
import { CrateRunError } from '../base/error.ts';
import { writeJson, type Json } from '../base/json.ts';
import { reasonOf } from '../execution/data/fault.ts';
import type { LoadedProcess } from '../language/document/load.ts';
import { pack } from '../language/document/pack.ts';
import { yamlLines } from './yaml-lines.ts';

/** The document and all that it refers to as the text of one document: JSON, or YAML laid out for people. */
export function packedText({ process }: LoadedProcess, layout: 'json' | 'yaml'): string {
  const packed = pack(process);
  if (layout === 'yaml') return `#!/usr/bin/env cwl-runner\n${yamlLines(packed).join('\n')}\n`;
  return `${indented(packed)}\n`;
}

/** Writes a file. Throws USAGE_OUTPUT. */
export function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (thrown) {
    throw new CrateRunError('USAGE_OUTPUT', `${path} cannot be written: ${reasonOf(thrown)}`, { cause: thrown });
  }
}

/** JSON with two spaces for each level, large integers digit by digit. */
function indented(value: Json, margin = ''): string {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return writeJson(value);
  const inner = `${margin}  `;
  const isList = Array.isArray(value);
  const members = Object.entries(value as Record<string, Json | undefined>)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .map(([name, member]) => `${inner}${isList ? '' : `${writeJson(name)}: `}${indented(member, inner)}`);
  return `${isList ? '[' : '{'}\n${members.join(',\n')}\n${margin}${isList ? ']' : '}'}`;
}
