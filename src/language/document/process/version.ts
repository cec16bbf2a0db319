import { cwlVersions, type CwlVersion } from '../../model/process.ts';
import { isRawMap, type Raw, type RawMap } from '../text/raw.ts';

/** The version of a process: its own, that of its document, or that of the workflow that runs it; else what is wrong. */
export function versionOf(
  process: RawMap,
  root: Raw,
  outer: CwlVersion | undefined,
): { version: CwlVersion } | { problem: string } {
  const written = process['cwlVersion'] ?? (isRawMap(root) ? root['cwlVersion'] : undefined) ?? outer;
  const known = cwlVersions.find((version) => version === written);
  if (known) return { version: known };
  const advice = `use ${cwlVersions.join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
  if (written === undefined) return { problem: `the document has no cwlVersion; ${advice}` };
  return { problem: `cwlVersion ${typeof written === 'object' ? 'of this kind' : written} is not supported; ${advice}` };
}
