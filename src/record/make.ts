import type { Event } from '../event/event.ts';
import type { Workflow } from '../language/model/process.ts';
import { describeRun } from './crate/crate.ts';
import type { DialectName } from './crate/dialect.ts';
import type { CrateFile } from './crate/draft.ts';
import { logPath, previewPath } from './crate/run.ts';
import { seal } from './seal.ts';
import { readLedger } from './ledger.ts';
import { partReader } from './package/part.ts';
import { metadataFile, writeCrate } from './package/write.ts';
import { makePreview } from './preview/preview.ts';
import { writeJsonLd } from './prov/jsonld.ts';
import { describeProvenance } from './prov/provenance.ts';
import { writeProvN } from './prov/provn.ts';
import { writeTrig, writeTurtle } from './prov/turtle.ts';
import type { ProvPath } from './prov-files.ts';

/**
 * Makes the crate of a run from its log and writes it to the target: a ZIP when it ends in `.zip`, else a folder, which
 * must be new or empty. `log` is the log itself or its `file:` URI; `absent` are files that cannot travel, by URI, and
 * why; `dialect` is the version of the profiles. Throws LOG_READ and CRATE_WRITE.
 */
export async function makeCrate(
  workflow: Workflow,
  events: Iterable<Event>,
  log: CrateFile['from'],
  target: string,
  absent: ReadonlyMap<string, string> = new Map(),
  dialect?: DialectName,
): Promise<void> {
  const ledger = readLedger(events);
  const crate = describeRun(workflow, ledger, log, absent, dialect);
  const { metadata, files, data } = crate;
  const statements = describeProvenance(workflow, ledger, data);
  const { run } = ledger.run;
  const provenance: Readonly<Record<ProvPath, string>> = {
    'prov.ttl': await writeTurtle(statements, run),
    'prov.jsonld': await writeJsonLd(statements, run),
    'prov.trig': await writeTrig(statements, run, logPath),
    'prov.provn': writeProvN(statements, run),
  };
  await seal(metadata['@graph'], [...filesOf(provenance), ...files]);
  const preview = await makePreview(workflow, ledger, crate, { isInCrate: true, read: partReader(files) });
  const texts = { [metadataFile]: JSON.stringify(metadata, null, 1), ...provenance, [previewPath]: preview };
  await writeCrate(target, [...filesOf(texts), ...files]);
}

function filesOf(texts: Readonly<Record<string, string>>): CrateFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, from: { text } }));
}
