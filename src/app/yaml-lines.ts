import { writeJson, type Json } from '../base/json.ts';

/** A member of a mapping as lines of block YAML. */
export function yamlMember(name: string, value: Json): readonly string[] {
  if (isPlain(value)) return [`${yamlKey(name)}: ${scalar(value)}`];
  return [`${yamlKey(name)}:`, ...yamlLines(value).map((line) => `  ${line}`)];
}

/** A value as lines of block YAML; reading them gives the value again, digit by digit. */
export function yamlLines(value: Json): readonly string[] {
  if (isPlain(value)) return [scalar(value)];
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => yamlLines(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  }
  return Object.entries(value as Record<string, Json | undefined>).flatMap(([name, member]) =>
    member === undefined ? [] : yamlMember(name, member),
  );
}

/** The name of a member, in quotes where it needs them. */
export function yamlKey(name: string): string {
  return scalar(name);
}

/** Whether a value is written on the line of its name: scalars, and what is empty. */
function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** Text in its plain form when that cannot be read as anything else, otherwise in double quotes, which are those of JSON. */
function scalar(value: Json): string {
  if (typeof value === 'string')
    return isSafe(value) ? value : writeJson(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escape);
  return writeJson(value);
}

function isSafe(text: string): boolean {
  return (
    /^[A-Za-z_./][\w./#+-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|\.nan|[.+-]*inf|\.\d.*|\.+)$/i.test(text)
  );
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
