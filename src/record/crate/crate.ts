import type { Workflow } from '../../language/model/process.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { runJob, type Ledger } from '../ledger.ts';
import { describeCompanions } from './companion.ts';
import { compact } from './compact.ts';
import { describeControl } from './control.ts';
import { linkExamples } from './data.ts';
import { newDraft, type CrateFile, type Draft } from './draft.ts';
import { describeEngine } from './engine.ts';
import type { Entity } from './graph.ts';
import { describePlaces } from './place.ts';
import { describeDeployments } from './deployment.ts';
import { describeTransfers } from './transfer.ts';
import { addTopology } from './topology.ts';
import { keep } from './kept.ts';
import { describeAgent } from './person.ts';
import { readme } from './readme.ts';
import { describeRoot } from './root.ts';
import { describeRunAction } from './run.ts';
import { describeSkipped } from './skip.ts';
import { addInputObject, addPacked, addText, describeSources } from './source.ts';
import { describeTool } from './tool.ts';
import { dialects, type DialectName } from './dialect.ts';
import { describeLanguage, describeWorkflow } from './workflow.ts';

/** A crate as data: the metadata document, and where the bytes of its files are. */
export interface CrateDescription {
  readonly metadata: { readonly '@context': unknown; readonly '@graph': readonly Entity[] };
  /** All files but the metadata file, those of the provenance and the preview. */
  readonly files: readonly CrateFile[];
  /** The id of each file, log and directory in the crate, by URI. */
  readonly data: ReadonlyMap<string, string>;
}

/**
 * Describes a run as a Provenance Run Crate of the version that `dialect` names, from nothing but the workflow and the
 * log; `log` is that log or its `file:` URI; `absent` are files that cannot travel, by URI, and why. The run may have
 * failed, or have been killed half way. The provenance, which the crate mentions, is not among its files yet.
 */
export function describeRun(
  workflow: Workflow,
  ledger: Ledger,
  log: CrateFile['from'],
  absent: Draft['absent'] = new Map(),
  dialect: DialectName = '0.5',
): CrateDescription {
  const draft = newDraft(workflow, ledger, absent);
  keepData(draft);
  describeAgent(draft);
  describeRunAction(draft);
  describeProcesses(draft);
  describeLanguage(draft);
  describeEngine(draft);
  describePlaces(draft);
  describeDeployments(draft);
  describeControl(draft);
  describeSkipped(draft);
  describeTransfers(draft);
  describeSources(draft);
  addPacked(draft);
  addInputObject(draft);
  addTopology(draft);
  addText(draft, 'README.md', readme(draft), { name: 'README', about: { '@id': './' } });
  describeCompanions(draft, log);
  linkExamples(draft);
  describeRoot(draft, dialects[dialect]);
  return { metadata: { '@context': dialects[dialect].context, '@graph': inOrder(draft) }, files: draft.files, data: draft.data };
}

/** Takes what went into the run and what came out of it into the crate; what only passed between jobs is not kept. */
function keepData(draft: Draft): void {
  const { ledger } = draft;
  for (const { port, how, value } of ledger.tokens.values()) {
    if (how === 'default' || /^#[^#]*$/.test(port)) keep(draft, 'inputs', value as CwlValue);
  }
  for (const { value } of ledger.results.get(runJob) ?? []) keep(draft, 'outputs', value as CwlValue);
}

function describeProcesses(draft: Draft): void {
  for (const process of draft.outline.processes.values()) {
    if (process.class === 'Workflow') describeWorkflow(draft, process);
    else describeTool(draft, process);
  }
}

/** The entities with the metadata file and the root first, as people expect them. */
function inOrder({ graph }: Draft): Entity[] {
  const first = ['ro-crate-metadata.json', './'];
  const rest = [...graph.values()].filter((entity) => !first.includes(entity['@id']));
  return [...first.map((id) => graph.get(id)!), ...rest].map(compact);
}
