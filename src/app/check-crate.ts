import { checkFixity, type Fixity } from '../audit/check/fixity.ts';
import { survey, type Survey } from '../audit/check/survey.ts';
import { openCrate, type OpenCrate } from '../audit/open/open.ts';
import { readGraph } from '../audit/read/graph.ts';
import { payloadOf } from '../audit/read/payload.ts';
import { readRun } from '../audit/read/read.ts';

/** What was found about a crate, of which nothing ran. */
export interface CrateReport extends Pick<OpenCrate, 'source' | 'kind' | 'standard'> {
  readonly fixity: Fixity;
  readonly run: Survey;
  /** 0 nothing found, 4 it cannot be run again as published, 7 damaged. */
  readonly exitCode: 0 | 4 | 7;
}

/** Opens a crate and checks it, without network and without running any of it. Throws CRATE_*. */
export async function checkCrate(source: string): Promise<CrateReport> {
  const crate = await openCrate(source);
  try {
    const { kind, standard } = crate;
    const run = survey(await readRun(crate));
    const fixity = await checkFixity(crate, payloadOf(readGraph(crate.metadata), crate));
    return { source, kind, standard, fixity, run, exitCode: exitCodeOf(fixity, run) };
  } finally {
    await crate.close();
  }
}

function exitCodeOf({ damaged, missing }: Fixity, { obstacles }: Survey): CrateReport['exitCode'] {
  if (damaged.length > 0) return 7;
  return obstacles.length > 0 || missing.length > 0 ? 4 : 0;
}
