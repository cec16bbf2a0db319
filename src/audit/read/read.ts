import { CrateRunError } from '../../base/error.ts';
import type { OpenCrate } from '../open/open.ts';
import { readCwlProv } from './cwlprov.ts';
import { readRoCrate } from './ro-crate.ts';
import type { RecordedRun } from './run.ts';

/** The run that a crate records, whoever made it. Throws CRATE_DAMAGED when there are only files. */
export async function readRun(crate: OpenCrate): Promise<RecordedRun> {
  if (crate.standard === 'ro-crate') return readRoCrate(crate);
  if (crate.standard === 'cwlprov') return readCwlProv(crate);
  throw new CrateRunError('CRATE_DAMAGED', `${crate.source} has no metadata file: it is no crate`);
}
