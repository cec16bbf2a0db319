import type { Dirent, RequirementOf } from '../../model/requirement.ts';
import type { CwlDirectory, CwlFile, CwlValue } from '../../model/value.ts';
import { list } from '../field/collection.ts';
import { fault, hasClass, itemsOf, unexpected, type Cursor, type Reader } from '../field/cursor.ts';
import { object, optional, required } from '../field/object.ts';
import { isRawMap } from '../text/raw.ts';
import { flag, text } from '../field/scalar.ts';
import { value } from '../parameter/value.ts';

type Listing = RequirementOf<'InitialWorkDirRequirement'>['listing'];
type Item = Exclude<Listing, string>[number];

/** `listing` of InitialWorkDirRequirement: an expression or a list of what to put into the working folder. */
export function workDirListing(at: Cursor): Listing | undefined {
  return typeof at.value === 'string' ? at.value : list<Item>(item)(at);
}

const dirent: Reader<Dirent> = object('a Dirent', {
  entry: required(text),
  entryname: optional(text),
  writable: optional(flag),
});

function item(at: Cursor): Item | undefined {
  if (typeof at.value === 'string') return at.value;
  if (hasClass(at, 'File', 'Directory')) return value(at) as CwlFile | CwlDirectory;
  if (isRawMap(at.value)) return dirent(at);
  if (at.value !== null && !Array.isArray(at.value)) return unexpected(at, 'an expression, Dirent, File or Directory');
  if (at.scope.version === 'v1.0')
    return fault(at, 'CWL_FIELD_TYPE', 'listing: lists and nothing as items need v1.1, but this is v1.0');
  return at.value === null ? null : (itemsOf(at).map(value) as CwlValue[]);
}
