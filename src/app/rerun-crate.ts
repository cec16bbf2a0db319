import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { openCrate, type OpenCrate } from '../audit/open/open.ts';
import { readRun } from '../audit/read/read.ts';
import type { RecordedRun } from '../audit/read/run.ts';
import { bindInputs, type Bound } from '../audit/rerun/bind.ts';
import { heal } from '../audit/rerun/heal.ts';
import { bindJob } from '../audit/rerun/job.ts';
import { CrateRunError } from '../base/error.ts';
import { readJson, writeJson } from '../base/json.ts';
import { fileUri } from '../base/uri.ts';
import { loadProcess, type LoadedProcess } from '../language/document/load.ts';
import { readYaml } from '../language/document/text/yaml.ts';
import { openJob, prepare } from './prepare.ts';
import type { RunOptions, RunResult } from './run-options.ts';
import { runPrepared } from './run.ts';

/** How a crate is run again. */
export interface RerunOptions extends RunOptions {
  /** Images that stand in for others, `OLD=NEW`. */
  readonly images: readonly string[];
  /** A job file whose inputs count instead of the recorded ones. */
  readonly inputs?: string | undefined;
  /** Is told everything that was changed so that the crate runs here. */
  healed(healing: string): void;
}

/**
 * Runs the workflow of a crate again with the inputs that the crate records, below a folder of its own that is removed
 * afterwards. Throws CRATE_*, also CRATE_NOT_EXECUTABLE for what is missing, and what stops a run before it starts.
 */
export async function rerunCrate(source: string, options: RerunOptions): Promise<RunResult> {
  const crate = await openCrate(source);
  const scratch = await mkdtemp(join(tmpdir(), 'crate-run-again-'));
  try {
    const run = await readRun(crate);
    const place = join(scratch, 'crate');
    const document = workflowOf(run);
    await crate.extract(place);
    await mend(join(place, document), run, options);
    const loaded = await load(join(place, document), place);
    const { inputs, missing } = await bind(run, crate, loaded, (path) => fileUri(join(place, path)));
    if (missing.length > 0 && options.inputs === undefined) throw notExecutable(missing.join('; '));
    const job = join(scratch, 'job.json');
    await writeFile(job, writeJson(inputs));
    const changed = options.inputs === undefined ? {} : (await openJob(options.inputs, loaded)).inputs;
    const prepared = await prepare(join(place, document), loaded, { job, inputs: changed });
    return await runPrepared(prepared, { ...options, skipSchemas: true });
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await crate.close();
  }
}

/** Throws CRATE_NOT_EXECUTABLE unless the workflow is there and CWL. */
function workflowOf({ workflow }: RecordedRun): string {
  if (!workflow) throw notExecutable('the crate names no workflow');
  if (!workflow.isThere || workflow.path === undefined) throw notExecutable(`the workflow ${workflow.id} is not in the crate`);
  const language = workflow.language ?? '';
  if (!/common workflow language|cwl/i.test(`${language} ${workflow.path}`))
    throw notExecutable(`the workflow is written in ${language || 'another language than CWL'}`);
  return workflow.path;
}

async function mend(document: string, run: RecordedRun, { images, healed }: RerunOptions): Promise<void> {
  const text = await readFile(document, 'utf8');
  const files = [...run.inputs, ...run.steps.flatMap(({ inputs }) => inputs)].flatMap(({ items }) => items);
  const fileNamed = (name: string) => {
    const paths = files.flatMap((item) => (item.kind !== 'value' && item.name === name && item.path ? [item.path] : []));
    const [path, ...others] = new Set(paths);
    return path === undefined || others.length > 0 ? undefined : posix.relative(dirname(run.workflow?.path ?? ''), path);
  };
  const pairs = images.map((pair) => pair.split('=') as [string, string]);
  const { document: mended, healings } = heal(readYaml(text, fileUri(document)), { fileNamed, images: new Map(pairs) });
  for (const healing of healings) healed(healing);
  if (healings.length > 0) await writeFile(document, writeJson(mended));
}

/** Throws CRATE_UNSAFE_ENTRY when a document refers to anything outside the crate. */
async function load(document: string, place: string): Promise<LoadedProcess> {
  const refused = (what: string) =>
    new CrateRunError('CRATE_UNSAFE_ENTRY', `the workflow reads ${what}, which is not in the crate`);
  const fetchText = (url: string) => Promise.reject(refused(url));
  const loaded = await loadProcess(document, { cwd: place, fetchText, strict: false });
  const outside = loaded.sources.find(({ location }) => !location.startsWith(`${fileUri(place)}/`));
  if (outside) throw refused(outside.location);
  return loaded;
}

async function bind(
  run: RecordedRun,
  crate: OpenCrate,
  { process }: LoadedProcess,
  placeOf: (path: string) => string,
): Promise<Bound> {
  if (run.job === undefined) return bindInputs(run, process.inputs, placeOf);
  const job = readJson((await crate.read(run.job, 2 ** 27)).toString('utf8'));
  return bindJob(job, posix.dirname(run.job), crate, placeOf);
}

function notExecutable(why: string): CrateRunError {
  return new CrateRunError('CRATE_NOT_EXECUTABLE', why);
}
