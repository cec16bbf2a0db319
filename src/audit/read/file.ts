import type { OpenCrate } from '../open/open.ts';
import type { Entity } from './graph.ts';
import { digestsOf, pathOfId } from './payload.ts';
import type { RecordedFile } from './run.ts';

/** What the metadata says of a file or folder. */
export function fileOf(entity: Entity, crate: OpenCrate): RecordedFile {
  const path = pathOfId(entity.id, crate);
  const isFolder = entity.types.includes('Dataset');
  const isThere = path !== undefined && (isFolder ? crate.folders : crate.entries).has(path);
  const size = Number(entity.text('contentSize') ?? Number.NaN);
  const url = /^[a-z][a-z\d+.-]*:/i.test(entity.id) ? entity.id : (entity.text('contentUrl') ?? entity.text('url'));
  const [text, modified] = [entity.text('text'), entity.text('dateModified')];
  return {
    kind: isFolder ? 'folder' : 'file',
    id: entity.id,
    name: entity.text('alternateName') ?? entity.text('name') ?? lastPart(path ?? entity.id),
    digests: isFolder ? [] : digestsOf(entity, path ?? ''),
    ...(isThere ? { path } : {}),
    ...(url === undefined ? {} : { url }),
    ...(Number.isSafeInteger(size) ? { size } : {}),
    ...(text === undefined ? {} : { text }),
    ...(modified === undefined ? {} : { modified }),
  };
}

export function lastPart(name: string): string {
  return name.replace(/\/$/, '').replace(/^.*[/#]/s, '');
}
