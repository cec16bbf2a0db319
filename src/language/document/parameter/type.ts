import {
  primitiveTypes,
  type ArrayType,
  type CwlType,
  type EnumType,
  type PrimitiveType,
  type RecordField,
  type RecordType,
} from '../../model/type.ts';
import { commandLineBinding, commandOutputBinding, loadListing } from './binding.ts';
import { distinct, identified, list } from '../field/collection.ts';
import { itemsOf, unexpected, type Cursor, type Reader } from '../field/cursor.ts';
import { format } from './format.ts';
import { object, optional, required } from '../field/object.ts';
import { isRawMap } from '../text/raw.ts';
import { doc, flag, identifier, oneOf, text } from '../field/scalar.ts';
import { secondaryFiles } from './secondary-files.ts';

/** `type`: a name, a short form (`File[]?`), a definition, or a list of alternatives. */
export function type(at: Cursor): CwlType | undefined {
  if (typeof at.value === 'string') return written(at, at.value);
  if (Array.isArray(at.value)) return union(at);
  return isRawMap(at.value) ? definition(at) : unexpected(at, 'a type');
}

/** Type DSL (Schema Salad): `?` adds null, `[]` makes an array. */
function written(at: Cursor, name: string): CwlType | undefined {
  if (name.endsWith('?')) {
    const inner = written(at, name.slice(0, -1));
    return inner === undefined ? undefined : flat(['null', inner]);
  }
  if (name.endsWith('[]')) {
    const items = written(at, name.slice(0, -2));
    return items === undefined ? undefined : { type: 'array', items };
  }
  return primitiveTypes.includes(name as PrimitiveType) ? (name as PrimitiveType) : at.scope.namedType({ ...at, value: name });
}

function union(at: Cursor): CwlType | undefined {
  const members = itemsOf(at).map(type);
  return members.includes(undefined) ? undefined : flat(members as CwlType[]);
}

/** A union of unions is one union; null stands in it once. */
function flat(members: readonly CwlType[]): CwlType {
  return [...new Set(members.flatMap((member) => member))];
}

/** A record, enum or array that is written out. */
function definition(at: Cursor): CwlType | undefined {
  const kind = isRawMap(at.value) ? at.value['type'] : undefined;
  if (kind === 'record') return record(at);
  if (kind === 'enum') return enumeration(at);
  if (kind === 'array') return array(at);
  // `type: {type: File}` is a type within a type and means the inner one.
  if (isRawMap(at.value) && Object.keys(at.value).length === 1 && kind !== undefined) return type({ ...at, value: kind });
  return unexpected(at, 'a record, enum or array');
}

const named = {
  name: optional(identifier),
  label: optional(text),
  doc: optional(doc, { since: 'v1.1' }),
  inputBinding: optional(commandLineBinding),
};

/** In v1.0 types of outputs could carry a binding, which had no effect. */
const idleBinding = optional(() => undefined, { until: 'v1.0' });

const array: Reader<ArrayType> = object('an array type', {
  ...named,
  type: required(oneOf('array')),
  items: required(type),
  outputBinding: idleBinding,
});

const enumeration: Reader<EnumType> = object('an enum type', {
  ...named,
  type: required(oneOf('enum')),
  symbols: required(list(symbol)),
  outputBinding: idleBinding,
});

/** Packed documents write symbols as `#main/size/small`. */
function symbol(at: Cursor): string | undefined {
  return typeof at.value === 'string' && at.value.includes('#') ? identifier(at) : text(at);
}

const recordField: Reader<RecordField> = object('a record field', {
  name: required(identifier),
  type: required(type),
  label: optional(text),
  doc: optional(doc),
  secondaryFiles: optional(secondaryFiles, { since: 'v1.1' }),
  streamable: optional(flag, { since: 'v1.1' }),
  format: optional(format, { since: 'v1.1' }),
  loadContents: optional(flag, { since: 'v1.1' }),
  loadListing: optional(loadListing, { since: 'v1.1' }),
  inputBinding: optional(commandLineBinding),
  outputBinding: optional(commandOutputBinding),
});

const record: Reader<RecordType> = object('a record type', {
  ...named,
  type: required(oneOf('record')),
  fields: required(distinct('field', identified('name', 'type', recordField))),
});
