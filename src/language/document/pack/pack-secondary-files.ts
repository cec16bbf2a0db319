import type { Json } from '../../../base/json.ts';
import type { SecondaryFileSchema } from '../../model/binding.ts';
import type { CwlVersion } from '../../model/process.ts';

/** `secondaryFiles` in the form that a version knows: bare patterns in v1.0. */
export function packSecondaryFiles(files: readonly SecondaryFileSchema[], version: CwlVersion): Json {
  return files.map(({ pattern, required }) =>
    version === 'v1.0' ? pattern : { pattern, ...(required !== undefined && { required }) },
  );
}
