import { basename, dirname, relative } from 'node:path';
import type { LoadedInputs } from '../language/document/job.ts';
import type { LoadedProcess } from '../language/document/load.ts';
import { filesIn, type CwlFile, type CwlDirectory } from '../language/model/value.ts';
import { pathOfUri } from '../base/uri.ts';

/** A file with all that it needs beside it, as cwltool's `--print-deps` shows it; locations start from the folder of the file. */
export function documentDependencies({ sources }: LoadedProcess): CwlFile {
  const [first, ...others] = sources.map(({ location }) => location);
  return withBeside(
    first!,
    others.map((location) => fileAt(location, first!)),
  );
}

/** A job file with the files and folders that it names. */
export function jobDependencies(job: LoadedInputs): CwlFile {
  const home = job.sources[0]!.location;
  const named = [...filesIn(job.inputs)].filter((item) => item.location !== undefined);
  return withBeside(
    home,
    named.map((item) => ({ ...fileAt(item.location!, home), class: item.class })),
  );
}

function withBeside(location: string, secondaryFiles: readonly (CwlFile | CwlDirectory)[]): CwlFile {
  return { ...fileAt(location, location), ...(secondaryFiles.length > 0 ? { secondaryFiles } : {}) };
}

function fileAt(location: string, home: string): CwlFile {
  const [path, from] = [pathOfUri(location), pathOfUri(home)];
  const shown = path !== undefined && from !== undefined ? relative(dirname(from), path) : location;
  return { class: 'File', location: shown, basename: basename(path ?? location) };
}
