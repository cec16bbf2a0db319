import type { Diagnostic } from '../../base/error.ts';
import { spanOf } from '../../base/span.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Process } from './process.ts';
import { alternatives, isOptional, typeText, type CwlType, type EnumType, type RecordType } from './type.ts';
import { isDirectory, isFile, isObject, type CwlObject, type CwlValue } from './value.ts';

type Single = ReturnType<typeof alternatives>[number];

/**
 * Why a value is not of a type, in one line that begins with the place inside the value (`[2].bam: expected File,
 * found string "x"`); undefined when it is. `path` is what the value itself is called.
 */
export function conforms(type: CwlType, value: CwlValue | undefined, path = ''): string | undefined {
  const options = alternatives(type);
  const reasons: string[] = [];
  for (const option of options) {
    const reason = mismatch(option, value ?? null, path);
    if (reason === undefined) return undefined;
    reasons.push(reason);
  }
  // The one alternative of the value's own shape can say where in the value the fault is.
  const possible = options.filter((option) => option !== 'null');
  const closest = possible.length === 1 ? possible : possible.filter((option) => hasShape(option, value));
  const [only] = closest;
  if (only !== undefined && closest.length === 1) return reasons[options.indexOf(only)];
  return expected(typeText(type), value, path);
}

/** What is wrong with the input object of a process: inputs that are missing, and values that do not fit their type. */
export function checkInputs(process: Process, inputs: CwlObject): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const missing: string[] = [];
  for (const input of process.inputs) {
    const { name, type, default: fallback } = input;
    const value = inputs[name] ?? fallback;
    if (value === undefined || value === null) {
      if (!isOptional(type)) missing.push(`${name} (${typeText(type)})`);
      continue;
    }
    const message = conforms(type, value, name);
    const span = inputs[name] === undefined ? spanOf(input, 'default') : spanOf(inputs, name);
    if (message !== undefined) faults.push({ severity: 'error', code: 'CWL_INPUT', message, span });
  }
  if (missing.length === 0) return faults;
  const message = `${missing.length === 1 ? 'a required input is' : 'required inputs are'} missing: ${missing.join(', ')}`;
  return [{ severity: 'error', code: 'CWL_INPUT', message, span: spanOf(inputs) }, ...faults];
}

function mismatch(type: Single, value: CwlValue, path: string): string | undefined {
  if (typeof type === 'string') return isPrimitive(type, value) ? undefined : expected(type, value, path);
  if (type.type === 'enum') return isSymbol(type, value) ? undefined : expected(choice(type), value, path) + meant(type, value);
  if (type.type === 'record') return inRecord(type, value, path);
  if (!Array.isArray(value)) return expected(typeText(type), value, path);
  return first(value as readonly CwlValue[], (item, index) => conforms(type.items, item, `${path}[${index}]`));
}

function isPrimitive(type: Extract<Single, string>, value: CwlValue): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'int':
      return Number.isInteger(value) && Math.abs((value as number) + 0.5) < 2 ** 31;
    case 'long':
      return Number.isInteger(value)
        ? Math.abs(value as number) <= 2 ** 63
        : typeof value === 'bigint' && value === BigInt.asIntN(64, value);
    case 'float':
    case 'double':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'string':
      return typeof value === 'string';
    case 'File':
      return isFile(value);
    case 'Directory':
      return isDirectory(value);
    case 'Any':
      return value !== null;
  }
}

function isSymbol(type: EnumType, value: CwlValue): boolean {
  return typeof value === 'string' && type.symbols.includes(value);
}

function inRecord(type: RecordType, value: CwlValue, path: string): string | undefined {
  if (!isObject(value) || isFile(value) || isDirectory(value)) return expected(typeText(type), value, path);
  return first(type.fields, (field) => {
    const place = path === '' ? field.name : `${path}.${field.name}`;
    const member = value[field.name] ?? null;
    if (member === null && !isOptional(field.type)) return missing(type, field.name, value, place);
    return conforms(field.type, member, place);
  });
}

/** A field that a record lacks, with the field that was probably meant to be it. */
function missing(type: RecordType, name: string, value: Readonly<Record<string, CwlValue>>, place: string): string {
  const strangers = Object.keys(value).filter((key) => !type.fields.some((field) => field.name === key));
  const misspelt = strangers.find((key) => didYouMean(key, [name]) !== '');
  return `${place} is missing${misspelt === undefined ? '' : `; "${misspelt}" is no field`}`;
}

/** The symbols of an enum as alternatives: `small, medium or large`. */
function choice({ symbols }: EnumType): string {
  return symbols.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

function meant({ symbols }: EnumType, value: CwlValue): string {
  return typeof value === 'string' ? didYouMean(value, symbols) : '';
}

function hasShape(type: Single, value: CwlValue | undefined): boolean {
  if (typeof type === 'string' || type.type === 'enum') return false;
  return type.type === 'array' ? Array.isArray(value) : isObject(value) && !isFile(value) && !isDirectory(value);
}

function first<T>(items: readonly T[], check: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const reason = check(item, index);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function expected(type: string, value: CwlValue | undefined, path: string): string {
  return `${path === '' ? '' : `${path}: `}expected ${type}, found ${found(value)}${remedy(type, value)}`;
}

/** Files are most often written without their class, or as their bare path. */
function remedy(type: string, value: CwlValue | undefined): string {
  const kind = /^(File|Directory)\??$/.exec(type)?.[1];
  if (kind === undefined) return '';
  if (typeof value === 'string') return `; write {class: ${kind}, path: ${value}}`;
  return isObject(value) && value['class'] === undefined ? `; add "class: ${kind}"` : '';
}

/** The value in the words of a message. */
function found(value: CwlValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return `string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (typeof value === 'boolean') return `boolean ${value}`;
  if (typeof value !== 'object') return `number ${value}`;
  if (Array.isArray(value)) return `array of ${value.length}`;
  return isFile(value) || isDirectory(value) ? value.class : 'record';
}
