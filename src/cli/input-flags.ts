import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CrateRunError } from '../base/error.ts';
import { readJson } from '../base/json.ts';
import type { Process } from '../language/model/process.ts';
import { alternatives, typeText, type CwlType } from '../language/model/type.ts';
import type { CwlObject, CwlValue } from '../language/model/value.ts';
import { unknownOption } from './usage.ts';
import type { FlagKind } from './words.ts';

/** Inputs given as flags, and the job file among the words, if there is one. */
export interface InputWords {
  readonly job?: string;
  readonly inputs: CwlObject;
}

/**
 * Reads what follows the workflow: `--name value`, `--name=value`, `--flag` for booleans, a flag again for the next item
 * of an array, `--record.field value`, and at most one job file. Throws USAGE_ARGUMENT.
 */
export function readInputWords(words: readonly string[], process: Process): InputWords {
  const inputs: Record<string, CwlValue> = {};
  let job: string | undefined;
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (!word.startsWith('--')) {
      if (job !== undefined) throw new CrateRunError('USAGE_ARGUMENT', `two job files: ${job} and ${word}`);
      job = word;
      continue;
    }
    const [, flag = '', attached] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const [name, field] = fieldOf(flag, process);
    const type = typeOfFlag(name, field, process, word);
    const text = attached ?? (isSwitch(type) ? 'true' : queue.shift());
    if (text === undefined || (attached === undefined && text.startsWith('--')))
      throw new CrateRunError('USAGE_ARGUMENT', `${word} needs a value of type ${typeText(type)}`);
    const value = readValue(type, text, word);
    if (field === undefined) inputs[name] = add(inputs[name], value, type);
    else inputs[name] = { ...(inputs[name] as CwlObject | undefined), [field]: value };
  }
  return { inputs, ...(job === undefined ? {} : { job }) };
}

/** Tells which flags are inputs of a document. */
export function flagKinds(process: Process): FlagKind {
  return (flag) => {
    const [name, field] = fieldOf(flag.replace(/^--/, ''), process);
    const input = flag.startsWith('--') ? process.inputs.find((candidate) => candidate.name === name) : undefined;
    if (!input) return undefined;
    return field === undefined && isSwitch(input.type) ? 'switch' : 'value';
  };
}

function fieldOf(flag: string, process: Process): readonly [string, string?] {
  const dot = flag.indexOf('.');
  const whole = process.inputs.some((input) => input.name === flag);
  return whole || dot < 0 ? [flag] : [flag.slice(0, dot), flag.slice(dot + 1)];
}

function typeOfFlag(name: string, field: string | undefined, process: Process, word: string): CwlType {
  const input = process.inputs.find((candidate) => candidate.name === name);
  if (!input) {
    const inputs = process.inputs.map((candidate) => candidate.name);
    throw unknownOption(word, 'run', inputs);
  }
  if (field === undefined) return input.type;
  for (const type of alternatives(input.type)) {
    const found = typeof type === 'object' && type.type === 'record' && type.fields.find((candidate) => candidate.name === field);
    if (found) return found.type;
  }
  throw new CrateRunError('USAGE_ARGUMENT', `${word}: input ${name} has no field ${field}`);
}

function isSwitch(type: CwlType): boolean {
  return alternatives(type).every((member) => member === 'boolean' || member === 'null');
}

/** A repeated flag adds an item to an array, and otherwise replaces the value. */
function add(known: CwlValue | undefined, value: CwlValue, type: CwlType): CwlValue {
  const list = alternatives(type).some((member) => typeof member === 'object' && member.type === 'array');
  if (!list) return value;
  return [...((known as readonly CwlValue[] | undefined) ?? []), ...(Array.isArray(value) ? (value as CwlValue[]) : [value])];
}

/** The text as the first member of the type that it fits; structured types take JSON. */
function readValue(type: CwlType, text: string, word: string): CwlValue {
  for (const member of alternatives(type)) {
    const value = readMember(member, text, word);
    if (value !== undefined) return value;
  }
  throw new CrateRunError('USAGE_ARGUMENT', `${word}: expected ${typeText(type)}, found ${JSON.stringify(text)}`);
}

function readMember(type: ReturnType<typeof alternatives>[number], text: string, word: string): CwlValue | undefined {
  if (typeof type === 'object') {
    if (type.type === 'enum') return type.symbols.includes(text) ? text : undefined;
    if (type.type === 'array' && !text.startsWith('[')) return readValue(type.items, text, word);
    try {
      return readJson(text);
    } catch {
      return undefined;
    }
  }
  switch (type) {
    case 'null':
      return undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'int':
    case 'long':
      return /^[+-]?\d+$/.test(text) ? readJson(text.replace(/^\+/, '')) : undefined;
    case 'float':
    case 'double':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'File':
    case 'Directory':
      return { class: type, location: /^[a-z][a-z0-9+.-]+:\/\//i.test(text) ? text : pathToFileURL(resolve(text)).href };
    default:
      return text;
  }
}
