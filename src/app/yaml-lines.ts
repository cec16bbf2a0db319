import type { Json } from '../base/json.ts';
import { stringify } from '../language/document/text/yaml-library.ts';

/** A member of a mapping as lines of block YAML. */
export function yamlMember(name: string, value: Json): readonly string[] {
  return yamlLines({ [name]: value });
}

/** A value as lines of block YAML; reading them, as YAML 1.2 or 1.1, gives the value again, digit by digit. */
export function yamlLines(value: Json): readonly string[] {
  const text = stringify(value, { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false, blockQuote: false });
  return text.trimEnd().split('\n');
}

/** The name of a member, in quotes where it needs them. */
export function yamlKey(name: string): string {
  return yamlMember(name, 0)[0]!.slice(0, -': 0'.length);
}
