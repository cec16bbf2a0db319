import { removeFolder } from '../data/remove-folder.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import { createSpareFolders } from './spare-folders.ts';

/** The folders of jobs on this machine. */
export interface JobFolders {
  /** Makes the output and the scratch folder, empty. Throws DATA_WRITE. */
  make(spec: JobSpec): void;
  /** Takes away what nobody needs once the outputs of a job were found: not its output folder if `hasOutputs`. */
  clear(spec: JobSpec, hasOutputs: boolean): void;
}

export function createJobFolders(): JobFolders {
  const spare = createSpareFolders();
  return {
    make({ folders }) {
      for (const path of [folders.outdir, folders.tmpdir]) spare.make(path);
    },
    clear({ folders, staging }, hasOutputs) {
      if (!hasOutputs) spare.takeBack(folders.outdir);
      if (!spare.takeBack(folders.tmpdir)) removeFolder(folders.tmpdir);
      if (staging.length > 0) removeFolder(folders.stagedir);
    },
  };
}
