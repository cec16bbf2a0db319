import { parseMetadata } from '../open/metadata.ts';
import { limits } from '../open/limits.ts';
import type { OpenCrate } from '../open/open.ts';
import type { Json } from '../../base/json.ts';
import { lastPart } from './file.ts';
import { valuesOfObject } from './object.ts';
import { readStatements, type Statements } from './prov-json.ts';
import type { RecordedItem, RecordedRun, RecordedStep, RecordedValue } from './run.ts';

const workflow = 'workflow/packed.cwl';
const job = 'workflow/primary-job.json';

/** The run that a research object of CWLProv records, as cwltool writes it. */
export async function readCwlProv(crate: OpenCrate): Promise<RecordedRun> {
  const json = async (path: string): Promise<Json> =>
    crate.entries.has(path) ? parseMetadata(await crate.read(path, limits.metadata), path) : null;
  const prov = readStatements(await json('metadata/provenance/primary.cwlprov.json'));
  const outputs = await json('workflow/primary-output.json');
  const main = prov.activities.find(({ type }) => type === 'wfprov:WorkflowRun');
  const engine = prov.engine;
  return {
    status: outputs === null ? 'unknown' : 'success',
    ...(engine === undefined ? {} : { engine }),
    ...(main?.start === undefined ? {} : { start: main.start }),
    ...(main?.end === undefined ? {} : { end: main.end }),
    workflow: { id: workflow, path: workflow, isThere: true, language: 'Common Workflow Language' },
    ...(crate.entries.has(job) ? { job } : {}),
    inputs: valuesOfObject(await json(job), 'workflow', crate),
    outputs: valuesOfObject(outputs, 'workflow', crate),
    steps: prov.activities.filter(({ type }) => type === 'wfprov:ProcessRun').map((activity) => stepOf(activity, prov, crate)),
    others: 0,
  };
}

function stepOf(activity: Statements['activities'][number], prov: Statements, crate: OpenCrate): RecordedStep {
  const values = (uses: typeof activity.used): readonly RecordedValue[] =>
    uses.map(({ role, entity }) => ({ name: lastPart(role), items: itemsOf(entity, prov, crate) }));
  return {
    name: activity.plan ?? activity.label,
    status: 'success',
    ...(activity.start === undefined ? {} : { start: activity.start }),
    ...(activity.end === undefined ? {} : { end: activity.end }),
    inputs: values(activity.used),
    outputs: values(activity.made),
    images: activity.images.map((name) => ({ name })),
    usage: {},
  };
}

/** An entity is a value, a file by the digest of its bytes, or a collection of entities. */
function itemsOf(id: string, prov: Statements, crate: OpenCrate, depth = 0): readonly RecordedItem[] {
  if (depth > limits.depth) return [];
  const members = prov.members.get(id);
  if (members) return members.flatMap((member) => itemsOf(member, prov, crate, depth + 1));
  const general = prov.general.get(id) ?? id;
  const sha1 = /^data:([\da-f]{40})$/.exec(general)?.[1];
  if (sha1 === undefined) return [{ kind: 'value', text: prov.values.get(id) ?? '' }];
  const path = `data/${sha1.slice(0, 2)}/${sha1}`;
  return [
    {
      kind: 'file',
      id,
      name: prov.names.get(id) ?? sha1,
      digests: [{ algorithm: 'sha1', value: sha1 }],
      ...(crate.entries.has(path) ? { path } : {}),
    },
  ];
}
