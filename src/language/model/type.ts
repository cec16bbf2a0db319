import type { CommandLineBinding, CommandOutputBinding, SecondaryFileSchema, Format, LoadListing } from './binding.ts';

/** Names of the types that need no definition (CWL v1.2 CommandLineTool, CWLType). */
export const primitiveTypes = [
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'string',
  'File',
  'Directory',
  'Any',
] as const;
export type PrimitiveType = (typeof primitiveTypes)[number];

/** `items[]`. */
export interface ArrayType {
  readonly type: 'array';
  readonly items: CwlType;
  readonly name?: string;
  readonly label?: string;
  readonly doc?: string;
  readonly inputBinding?: CommandLineBinding;
}

/** One of a closed set of words; symbols are bare names, never IRIs. */
export interface EnumType {
  readonly type: 'enum';
  readonly symbols: readonly string[];
  readonly name?: string;
  readonly label?: string;
  readonly doc?: string;
  readonly inputBinding?: CommandLineBinding;
}

/** Named fields, in the order of the document. */
export interface RecordType {
  readonly type: 'record';
  readonly fields: readonly RecordField[];
  readonly name?: string;
  readonly label?: string;
  readonly doc?: string;
  readonly inputBinding?: CommandLineBinding;
}

export interface RecordField {
  /** Bare name. */
  readonly name: string;
  readonly type: CwlType;
  readonly label?: string;
  readonly doc?: string;
  readonly secondaryFiles?: readonly SecondaryFileSchema[];
  readonly streamable?: boolean;
  readonly format?: Format;
  readonly loadContents?: boolean;
  readonly loadListing?: LoadListing;
  readonly inputBinding?: CommandLineBinding;
  readonly outputBinding?: CommandOutputBinding;
}

/** A union is an array of types, as in CWL. Names of SchemaDefRequirement are resolved: no string but a primitive remains. */
export type CwlType = PrimitiveType | ArrayType | EnumType | RecordType | readonly CwlType[];

/** The alternatives of a type: the members of a union (nested ones flattened), or the type itself. */
export function alternatives(type: CwlType): readonly Exclude<CwlType, readonly CwlType[]>[] {
  return isUnion(type) ? type.flatMap(alternatives) : [type];
}

export function isUnion(type: CwlType): type is readonly CwlType[] {
  return Array.isArray(type);
}

/** Whether null is allowed, so that the parameter may be left out. */
export function isOptional(type: CwlType): boolean {
  return alternatives(type).includes('null');
}

/** The type as CWL's shorthand writes it: `File[]`, `string?`, `int | File`, `record`. */
export function typeText(type: CwlType): string {
  if (typeof type === 'string') return type;
  if (isUnion(type)) {
    const members = type.filter((member) => member !== 'null').map(typeText);
    const text = members.join(' | ');
    return members.length === type.length ? text : members.length === 1 ? `${text}?` : `null | ${text}`;
  }
  if (type.type === 'array') return isUnion(type.items) ? `(${typeText(type.items)})[]` : `${typeText(type.items)}[]`;
  if (type.type === 'enum') return `enum(${type.symbols.join(', ')})`;
  return type.name ? `record ${type.name}` : 'record';
}
