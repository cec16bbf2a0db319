import type { CwlType } from '../../model/type.ts';
import { primitiveTypes } from '../../model/type.ts';
import { childOf, fault, itemsOf, type Cursor } from '../field/cursor.ts';
import { resolveReference } from '../text/location.ts';
import { isRawMap } from '../text/raw.ts';
import { shortName } from '../field/scalar.ts';
import { didYouMean } from '../../../base/suggest.ts';
import { type } from './type.ts';

/** Finds the type that a name stands for; undefined when the name is not known. */
export type TypeLookup = (name: string, document: string) => Cursor | undefined;

/**
 * The names that the SchemaDefRequirements of a process define, by their IRI (`types.yml#person`, `#main/person`) and by
 * their bare name; `outer` knows those of the workflow around it.
 */
export function typeNames(process: Cursor, outer?: TypeLookup): { lookup: TypeLookup; names: readonly string[] } {
  const byIri = new Map<string, Cursor>();
  const byName = new Map<string, Cursor>();
  for (const at of definitions(process)) {
    const name = isRawMap(at.value) ? at.value['name'] : undefined;
    if (typeof name !== 'string') continue;
    byIri.set(iri(name.includes('#') ? name : `#${name}`, at.span.document), at);
    byName.set(shortName(name), at);
  }
  const lookup: TypeLookup = (name, document) =>
    (name.includes('#') ? byIri.get(iri(name, document)) : undefined) ?? byName.get(shortName(name)) ?? outer?.(name, document);
  return { lookup, names: [...byName.keys()] };
}

function iri(name: string, document: string): string {
  const { document: home, fragment } = resolveReference(name, document);
  return `${home}#${fragment}`;
}

/** The types in all SchemaDefRequirements of a process, requirements and hints, list or map. */
function definitions(process: Cursor): readonly Cursor[] {
  return ['requirements', 'hints'].flatMap((field) => {
    const at = childOf(process, field);
    const entries = Array.isArray(at.value) ? itemsOf(at) : isRawMap(at.value) ? [childOf(at, 'SchemaDefRequirement')] : [];
    const inList = (entry: Cursor) =>
      isRawMap(entry.value) && (!Array.isArray(at.value) || entry.value['class'] === 'SchemaDefRequirement');
    return entries.filter(inList).flatMap((entry) => {
      const types = childOf(entry, 'types');
      return Array.isArray(types.value) ? itemsOf(types) : isRawMap(types.value) ? [types] : [];
    });
  });
}

/** Makes the types of names, each once. A type that contains itself is a fault. */
export function namedTypes(find: TypeLookup, names: readonly string[]): (at: Cursor) => CwlType | undefined {
  const made = new Map<unknown, CwlType | undefined>();
  const open = new Set<unknown>();
  return (at) => {
    const name = at.value as string;
    const found = find(name, at.span.document);
    if (!found) {
      if (name === 'stdin') return fault(at, 'CWL_FIELD_TYPE', `type stdin needs v1.1, but this is ${at.scope.version}`);
      const known = [...primitiveTypes, ...names];
      const hint = didYouMean(name, known) || `; use ${known.join(', ')}, or define it in SchemaDefRequirement`;
      return fault(at, 'DOC_REFERENCE', `there is no type "${name}"${hint}`);
    }
    if (open.has(found.value)) return fault(at, 'CWL_INVALID', `${at.name}: type "${name}" contains itself`);
    if (!made.has(found.value)) {
      open.add(found.value);
      made.set(found.value, type({ ...found, name: shortName(name), scope: at.scope }));
      open.delete(found.value);
    }
    return made.get(found.value);
  };
}
