import { checkFixity, type Fixity } from '../audit/check/fixity.ts';
import { openCrate, type OpenCrate } from '../audit/open/open.ts';
import { readGraph } from '../audit/read/graph.ts';
import { payloadOf } from '../audit/read/payload.ts';

/** What was found about a crate, of which nothing ran. */
export interface CrateReport extends Pick<OpenCrate, 'source' | 'kind' | 'standard'> {
  readonly fixity: Fixity;
}

/** Opens a crate and checks it, without network and without running any of it. Throws CRATE_*. */
export async function checkCrate(source: string): Promise<CrateReport> {
  const crate = await openCrate(source);
  try {
    const { kind, standard } = crate;
    return { source, kind, standard, fixity: await checkFixity(crate, payloadOf(readGraph(crate.metadata), crate)) };
  } finally {
    await crate.close();
  }
}
