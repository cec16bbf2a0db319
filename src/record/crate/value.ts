import { writeJson, writeNumber } from '../../base/json.ts';
import { uuidFrom } from '../../base/name.ts';
import {
  filesIn,
  isDirectory,
  isFile,
  isObject,
  mapFiles,
  type CwlDirectory,
  type CwlFile,
  type CwlValue,
} from '../../language/model/value.ts';
import { basenameOf, dataEntity, example } from './data.ts';
import type { Draft } from './draft.ts';
import { describe, ref, refs, type Reference } from './graph.ts';

/** Where a value stands: the id that its PropertyValue would get, and the parameter that it is an example of, if any. */
export interface Slot {
  readonly id: string;
  readonly name: string;
  readonly parameter?: string;
}

/**
 * The entities that stand for a value in `object` and `result`: Files, Datasets and Collections for data, a
 * PropertyValue for anything else. Arrays of files get both: the files, and after them a PropertyValue that keeps
 * their order (runcrate takes the last entity of a parameter as its value).
 */
export function valueEntities(draft: Draft, slot: Slot, value: CwlValue | undefined): readonly Reference[] {
  if (value === null || value === undefined) return [];
  if (isItem(value)) return [itemEntity(draft, slot, value)];
  if (Array.isArray(value) && value.length > 0 && value.every(isItem)) {
    const items = value.map((item: CwlFile | CwlDirectory) => itemEntity(draft, slot, item));
    return [...items, propertyValue(draft, slot, { value: items })];
  }
  const inside = Array.from(filesIn(value), (item) => dataEntity(draft, item));
  return [...refs(new Set(inside)), propertyValue(draft, slot, written(draft, slot, value))];
}

function isItem(value: unknown): value is CwlFile | CwlDirectory {
  return isFile(value) || isDirectory(value);
}

function itemEntity(draft: Draft, slot: Slot, item: CwlFile | CwlDirectory): Reference {
  const secondary = (item['secondaryFiles'] as readonly (CwlFile | CwlDirectory)[] | undefined) ?? [];
  const asCollection = secondary.length > 0 || (slot.parameter !== undefined && draft.collections.has(slot.parameter));
  const id = asCollection ? collection(draft, item, secondary) : dataEntity(draft, item);
  if (slot.parameter !== undefined) example(draft, id, slot.parameter);
  return ref(id);
}

/** A file with its secondary files (CWL to Workflow Run RO-Crate mapping, `File + secondaryFiles`). */
function collection(draft: Draft, main: CwlFile | CwlDirectory, secondary: readonly (CwlFile | CwlDirectory)[]): string {
  const parts = [main, ...secondary].map((item) => dataEntity(draft, item));
  const id = `#${uuidFrom(draft.ledger.run.run, `collection ${parts.join(' ')}`)}`;
  describe(draft.graph, {
    '@id': id,
    '@type': 'Collection',
    name: basenameOf(main),
    mainEntity: ref(parts[0]!),
    hasPart: refs(parts),
  });
  draft.mentions.add(id);
  return id;
}

interface Written {
  readonly value: unknown;
  readonly encodingFormat?: string;
}

function propertyValue(draft: Draft, slot: Slot, written: Written): Reference {
  const exampleOfWork = slot.parameter === undefined ? undefined : ref(slot.parameter);
  return describe(draft.graph, { '@id': slot.id, '@type': 'PropertyValue', name: slot.name, ...written, exampleOfWork });
}

/** The value in words: texts, references to the fields of a record, or JSON where the profile has no form for it. */
function written(draft: Draft, slot: Slot, value: CwlValue): Written {
  if (Array.isArray(value)) {
    return value.every((item) => !isObject(item) && !Array.isArray(item) && item !== null)
      ? { value: value.map(textOf) }
      : { value: jsonOf(draft, value), encodingFormat: 'application/json' };
  }
  if (!isObject(value)) return { value: textOf(value) };
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return {
    value: fields.map(([name, field]) => fieldEntity(draft, { id: `${slot.id}/${encodeURIComponent(name)}`, name }, field)),
  };
}

function fieldEntity(draft: Draft, slot: Slot, value: CwlValue): Reference {
  return propertyValue(draft, slot, isItem(value) ? { value: itemEntity(draft, slot, value) } : written(draft, slot, value));
}

/** A value as text: booleans as the profile spells them, whole numbers without exponent. */
export function textOf(value: CwlValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return writeNumber(value);
  return typeof value === 'string' ? value : writeJson(value);
}

function jsonOf(draft: Draft, value: CwlValue): string {
  return writeJson(mapFiles(value, (item) => ({ class: item.class, location: dataEntity(draft, item) })));
}
