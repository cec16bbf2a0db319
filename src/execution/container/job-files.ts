import { statSync } from 'node:fs';
import type { JobSpec } from '../../job/jobspec.ts';
import { faultOf } from '../data/fault.ts';
import type { Stage } from './mounts.ts';

/** Whether something that is to be mounted is a folder. Throws DATA_NOT_FOUND. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    throw faultOf('DATA_NOT_FOUND', 'read', path, thrown);
  }
}

/** Where on this machine the file is that a job reads. Throws DATA_NOT_FOUND. */
export function sourceOfInput({ stdin }: JobSpec, { placeOf }: Stage): Pick<JobSpec, 'stdin'> {
  if (stdin === undefined) return {};
  const source = placeOf(stdin);
  if (source === undefined) throw faultOf('DATA_NOT_FOUND', 'read', stdin, new Error('it is not among the files of the job'));
  return { stdin: source };
}
