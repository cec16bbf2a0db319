import type { Event } from '../event/event.ts';
import type { Workflow } from '../language/model/process.ts';
import { describeRun } from './crate/crate.ts';
import { logPath } from './crate/run.ts';
import { readLedger } from './ledger.ts';
import { metadataFile, writeCrate } from './package/write.ts';
import { writeJsonLd } from './prov/jsonld.ts';
import { describeProvenance } from './prov/provenance.ts';
import { writeProvN } from './prov/provn.ts';
import { writeTrig, writeTurtle } from './prov/turtle.ts';
import type { ProvPath } from './prov-files.ts';

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
  const { run } = ledger.run;
  const provenance: Readonly<Record<ProvPath, string>> = {
    'prov.ttl': await writeTurtle(statements, run),
    'prov.jsonld': await writeJsonLd(statements, run),
    'prov.trig': await writeTrig(statements, run, logPath),
    'prov.provn': writeProvN(statements, run),
  };
  const texts = { [metadataFile]: JSON.stringify(metadata, null, 1), ...provenance };
  const made = Object.entries(texts).map(([path, text]) => ({ path, from: { text } }));
  await writeCrate(target, [...made, ...files], signal);
}
