import type { Json } from '../../base/json.ts';
import { pathOfLocation } from '../read/object.ts';
import type { OpenCrate } from '../open/open.ts';
import type { Bound } from './bind.ts';

/** The input object of a crate, its locations replaced by those of the files of the crate; others are missing. */
export function bindJob(job: Json, folder: string, crate: OpenCrate, placeOf: (path: string) => string): Bound {
  const missing: string[] = [];
  const place = (value: Json): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map(place);
    if (typeof value !== 'object' || value === null) return value;
    const { location, path, ...rest } = value as Readonly<Record<string, Json | undefined>>;
    const others = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, place(member ?? null)]));
    const where = location ?? path;
    if (!isFile(rest['class']) || where === undefined) return { ...(value as object), ...others };
    const found = typeof where === 'string' ? pathOfLocation(where, folder, crate) : undefined;
    if (found === undefined) missing.push(`${JSON.stringify(where)} of the input object is not in the crate`);
    return { ...others, location: placeOf(found ?? '') };
  };
  return { inputs: place(job) as Bound['inputs'], missing };
}

function isFile(name: Json | undefined): boolean {
  return name === 'File' || name === 'Directory';
}
