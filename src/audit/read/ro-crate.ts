import type { OpenCrate } from '../open/open.ts';
import { actionFacts, imagesOf } from './action.ts';
import { readGraph, type Entity, type Graph } from './graph.ts';
import { pathOfId } from './payload.ts';
import type { RecordedRun, RecordedStep, RecordedWorkflow } from './run.ts';
import { valuesOf } from './value.ts';

/** The run that an RO-Crate records: Process, Workflow or Provenance Run Crate of any producer and version. */
export function readRoCrate(crate: OpenCrate): RecordedRun {
  const graph = readGraph(crate.metadata);
  const { root } = graph;
  const main = root?.all('mainEntity')[0] ?? graph.entities.find(({ types }) => types.includes('ComputationalWorkflow'));
  const runs = runsOf(graph, main);
  const [action] = runs;
  const license = root?.text('license');
  const job = ['job.json', 'workflow/primary-job.json'].find((path) => crate.entries.has(path));
  const engine = engineOf(graph, action, main);
  return {
    ...(action ? actionFacts(action) : { status: 'unknown' }),
    ...(engine === undefined ? {} : { engine }),
    ...(main ? { workflow: workflowOf(main, crate) } : {}),
    ...(job === undefined ? {} : { job }),
    ...(license === undefined ? {} : { license }),
    inputs: action ? valuesOf(action.all('object'), new Set(main?.ids('input')), crate) : [],
    outputs: action ? valuesOf(action.all('result'), new Set(main?.ids('output')), crate) : [],
    steps: stepsOf(graph, main, crate),
    others: Math.max(0, runs.length - 1),
  };
}

/** The actions that ran the workflow, those first that the root mentions. */
function runsOf({ root, entities }: Graph, main: Entity | undefined): readonly Entity[] {
  const mentioned = root?.all('mentions') ?? [];
  const creating = [...new Set([...mentioned, ...entities])].filter(({ types }) => types.includes('CreateAction'));
  const ofMain = creating.filter((action) => main !== undefined && action.ids('instrument').includes(main.id));
  return ofMain.length > 0 ? ofMain : creating.slice(0, 1);
}

function workflowOf(main: Entity, crate: OpenCrate): RecordedWorkflow {
  const path = pathOfId(main.id, crate);
  const language = main.all('programmingLanguage')[0]?.text('name') ?? main.text('programmingLanguage');
  return {
    id: main.id,
    ...(path === undefined ? {} : { path }),
    isThere: path !== undefined && crate.entries.has(path),
    ...(language === undefined ? {} : { language }),
  };
}

/** Executions by step: a ControlAction says which step an action belongs to, else what it ran does. */
function stepsOf({ entities }: Graph, main: Entity | undefined, crate: OpenCrate): readonly RecordedStep[] {
  const controlled = entities.filter(({ types }) => types.includes('ControlAction'));
  const known = controlled.map((control) => [control.ids('instrument')[0] ?? control.id, control.all('object')] as const);
  const seen = new Set(known.flatMap(([, actions]) => actions));
  const parts = new Set(main?.ids('hasPart'));
  const rest = entities.filter(
    (entity) =>
      entity.types.includes('CreateAction') && !seen.has(entity) && entity.ids('instrument').some((id) => parts.has(id)),
  );
  return [...known, ...rest.map((action) => [action.ids('instrument')[0]!, [action]] as const)].flatMap(([id, actions]) => {
    const creating = actions.filter(({ types }) => types.includes('CreateAction'));
    const name = id.includes('#') ? id.slice(id.indexOf('#') + 1) : id;
    return creating.map((action, index) => stepOf(action, creating.length > 1 ? `${name}[${index}]` : name, crate));
  });
}

function stepOf(action: Entity, name: string, crate: OpenCrate): RecordedStep {
  const tool = action.all('instrument')[0];
  const { status, start, end, usage } = actionFacts(action);
  return {
    name,
    status,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    inputs: valuesOf(action.all('object'), new Set(tool?.ids('input')), crate),
    outputs: valuesOf(action.all('result'), new Set(tool?.ids('output')), crate),
    images: imagesOf(action),
    usage,
  };
}

function engineOf({ entities }: Graph, action: Entity | undefined, main: Entity | undefined): string | undefined {
  const organized = entities.find(({ types }) => types.includes('OrganizeAction'))?.all('instrument')[0];
  if (organized) return named(organized);
  const name = action?.text('name') ?? '';
  if (name.startsWith('Sapporo')) return 'Sapporo';
  if (entities.some(({ id }) => id === 'https://github.com/inab/WfExS-backend')) return 'WfExS';
  const language = main?.all('programmingLanguage')[0];
  return language && named(language);
}

function named(entity: Entity): string {
  const [name, version] = [entity.text('name') ?? entity.id, entity.text('softwareVersion') ?? entity.text('version')];
  return version === undefined || name.includes(version) ? name : `${name} ${version}`;
}
