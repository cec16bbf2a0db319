import type { Event } from '../event/event.ts';
import type { Workflow } from '../language/model/process.ts';
import { describeRun } from './crate/crate.ts';
import { provPaths } from './crate/run.ts';
import { readLedger } from './ledger.ts';
import { metadataFile, writeCrate } from './package/write.ts';
import { writeJsonLd } from './prov/jsonld.ts';
import { describeProvenance } from './prov/provenance.ts';
import { writeTurtle } from './prov/turtle.ts';

/**
 * Makes the crate of a run from its log and writes it to the target: a ZIP when it ends in `.zip`, else a folder, which
 * must be new or empty. `log` is the `file:` URI of the log. Throws LOG_READ and CRATE_WRITE.
 */
export async function makeCrate(
  workflow: Workflow,
  events: Iterable<Event>,
  log: string,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const ledger = readLedger(events);
  const { metadata, files, data } = describeRun(workflow, ledger, log);
  const statements = describeProvenance(workflow, ledger, data);
  const texts = {
    [metadataFile]: JSON.stringify(metadata, null, 1),
    [provPaths.turtle]: await writeTurtle(statements, ledger.run.run),
    [provPaths.jsonld]: await writeJsonLd(statements, ledger.run.run),
  };
  const made = Object.entries(texts).map(([path, text]) => ({ path, from: { text } }));
  await writeCrate(target, [...made, ...files], signal);
}
