import { posix } from 'node:path';
import type { Json } from '../../base/json.ts';
import { writeJson } from '../../base/json.ts';
import { decoded } from '../../base/uri.ts';
import type { OpenCrate } from '../open/open.ts';
import type { RecordedFile, RecordedItem, RecordedValue } from './run.ts';

type Members = Readonly<Record<string, Json | undefined>>;

/** An input or output object of CWL in a crate, as recorded values; `folder` is where its locations begin. */
export function valuesOfObject(object: Json, folder: string, crate: OpenCrate): readonly RecordedValue[] {
  const members = typeof object === 'object' && object !== null && !Array.isArray(object) ? (object as Members) : {};
  return Object.entries(members)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => ({ name, items: itemsOf(value!, folder, crate) }));
}

function itemsOf(value: Json, folder: string, crate: OpenCrate): readonly RecordedItem[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => itemsOf(item, folder, crate));
  if (typeof value !== 'object' || value === null) return [{ kind: 'value', text: String(value) }];
  const members = value as Members;
  if (members['class'] !== 'File' && members['class'] !== 'Directory') return [{ kind: 'value', text: writeJson(value) }];
  const others = ['secondaryFiles', 'listing'].flatMap((name) => {
    const list = members[name];
    return Array.isArray(list) ? itemsOf(list as Json, folder, crate) : [];
  });
  const isFolder = members['class'] === 'Directory';
  return isFolder && members['location'] === undefined ? others : [fileOf(members, folder, crate, isFolder), ...others];
}

function fileOf(members: Members, folder: string, crate: OpenCrate, isFolder: boolean): RecordedFile {
  const text = (name: string) => (typeof members[name] === 'string' ? members[name] : undefined);
  const location = text('location') ?? text('path') ?? '';
  const path = pathOfLocation(location, folder, crate);
  const sha1 = /^sha1\$([\da-f]{40})$/i.exec(text('checksum') ?? '')?.[1]?.toLowerCase();
  return {
    kind: isFolder ? 'folder' : 'file',
    id: location,
    name: text('basename') ?? posix.basename(decoded(location)),
    digests: sha1 === undefined ? [] : [{ algorithm: 'sha1', value: sha1 }],
    ...(path === undefined ? {} : { path }),
    ...(typeof members['size'] === 'number' ? { size: members['size'] } : {}),
  };
}

/** The path in the crate of a location that is relative to a folder of it; undefined when nothing is there. */
export function pathOfLocation(location: string, folder: string, crate: OpenCrate): string | undefined {
  if (/^([a-z][a-z\d+.-]*:|\/)/i.test(location)) return undefined;
  return [location, decoded(location)]
    .map((text) => posix.join(folder, text).replace(/\/$/, ''))
    .find((path) => crate.entries.has(path) || crate.folders.has(path));
}
