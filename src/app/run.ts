import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { timestamp } from '../base/clock.ts';
import { CrateRunError, type Diagnostic } from '../base/error.ts';
import { fileUri } from '../base/uri.ts';
import type { Event, Fact, RunStarted, TransferEnded } from '../event/event.ts';
import type { ContainerEngine } from '../execution/container/engine.ts';
import { localFiles } from '../execution/data/access.ts';
import { createDigester } from '../execution/data/digest.ts';
import { fetchFile } from '../execution/data/fetch.ts';
import { describeHost } from '../execution/data/host.ts';
import { createLocalRunner } from '../execution/run/local.ts';
import { createSlots } from '../execution/schedule/slots.ts';
import type { JobStatus } from '../job/outcome.ts';
import { openSandbox } from '../language/expression/sandbox.ts';
import { inForce } from '../language/model/requirement.ts';
import type { CwlObject } from '../language/model/value.ts';
import { readLog } from '../record/eventlog/read.ts';
import { openLog } from '../record/eventlog/write.ts';
import { makeCrate } from '../record/make.ts';
import { createEngine } from '../workflow/engine/engine.ts';
import type { Plan } from '../workflow/plan/plan.ts';
import { openContainers, type ContainerOptions } from './containers.ts';
import { createDescriber } from './describe-files.ts';
import { failureOf, type Failure } from './failure.ts';
import { finish } from './finish.ts';
import { createFormats } from './formats.ts';
import { giveInputs } from './give-inputs.ts';
import { checkOutputs } from './outputs.ts';
import type { Prepared } from './prepare.ts';
import type { RunContext } from './run-context.ts';
import { makeRunFolder, type RunFolder } from './run-folder.ts';
import { runLoop } from './run-loop.ts';
import { software } from './software.ts';
import { describeSources, keepRemoteSources } from './sources.ts';
import { refuseUnsupported } from './supported.ts';

/** How a run is wanted. */
export interface RunOptions {
  readonly outdir: string;
  /** Where the crate goes, if one is wanted. */
  readonly crate?: string;
  readonly tmpdirPrefix?: string;
  /** Seconds that one expression may take. */
  readonly evalTimeout: number;
  readonly agent?: RunStarted['agent'];
  readonly license?: string;
  /** The command line of the user. */
  readonly command: readonly string[];
  readonly signal: AbortSignal;
  readonly containers: ContainerOptions;
  /** Is told what the user should know but can go on with. */
  warn(warning: Diagnostic): void;
  /** Is told what is under way with container images, in short lines. */
  progress(message: string): void;
  /** Is told every event once it is in the log. */
  watch(event: Event): void;
}

/** How a run went. */
export interface RunResult {
  readonly status: JobStatus;
  readonly outputs: CwlObject;
  readonly failures: readonly Failure[];
  /** The crate that was written. */
  readonly crate?: string;
  /** The folder of the run, when something in it may still be needed. */
  readonly kept?: string;
}

/** Runs what was prepared, delivers its outputs and packages the run. Throws what stops a run before it starts, and LOG_WRITE. */
export async function runPrepared(prepared: Prepared, options: RunOptions): Promise<RunResult> {
  checkOutputs(options.outdir, options.crate);
  const folder = makeRunFolder(options.tmpdirPrefix);
  const failures: Failure[] = [];
  const log = openLog(folder.log);
  try {
    const run = await openRun(prepared, options, folder, failures, (facts) => log.append(facts));
    const finished = await execute(run, prepared, options, failures);
    log.close();
    const crate = await packaged(prepared, options, folder, failures);
    if (crate !== undefined || options.crate === undefined) folder.remove();
    return {
      ...finished,
      failures,
      ...(crate === undefined ? {} : { crate }),
      ...(crate === options.crate ? {} : { kept: folder.path }),
    };
  } catch (thrown) {
    if (thrown instanceof CrateRunError && thrown.code !== 'LOG_WRITE') folder.remove();
    throw thrown;
  }
}

async function openRun(
  prepared: Prepared,
  options: RunOptions,
  folder: RunFolder,
  failures: Failure[],
  append: (facts: readonly Fact[]) => readonly Event[],
): Promise<RunContext> {
  refuseUnsupported(prepared.plan);
  const id = randomUUID();
  const host = describeHost();
  const containers = await openContainers(prepared.plan, options.containers, () => openEngineOf(options, folder.path, id));
  for (const warning of containers.warnings) options.warn(warning);
  const engine = createEngine(prepared.plan);
  const sandbox = needsJavascript(prepared.plan) ? await openSandbox({ seconds: options.evalTimeout, memoryMiB: 64 }) : undefined;
  const run: RunContext = {
    folder: folder.path,
    engine,
    sandbox,
    files: localFiles,
    slots: createSlots(host),
    runner: createLocalRunner(folder.path),
    containers,
    path: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    location: 'local',
    signal: options.signal,
    describer: createDescriber(createDigester()),
    withFormats: createFormats(prepared.plan),
    newFolders: folder.next,
    record(facts) {
      for (const event of append(facts)) {
        engine.apply(event);
        options.watch(event);
      }
    },
    fail: (failure) => failures.push(failure),
  };
  run.record(openingFacts(id, prepared, options));
  run.record([{ type: 'location.described', location: run.location, ...host }]);
  return run;
}

/** Loads what talks to container engines only for a run that needs one. */
async function openEngineOf(options: RunOptions, scratch: string, run: string): Promise<ContainerEngine | undefined> {
  const { openEngine } = await import('../execution/container/open.ts');
  return openEngine({ ...options.containers, progress: options.progress }, scratch, run);
}

function openingFacts(id: string, { loaded, location, packed, wrapped, inputs }: Prepared, options: RunOptions): readonly Fact[] {
  const { command, agent, license } = options;
  return [
    {
      type: 'run.started',
      run: id,
      command,
      engine: software,
      ...(agent === undefined ? {} : { agent }),
      ...(license === undefined ? {} : { license }),
    },
    { type: 'document.loaded', location, packed, wrapped, sources: describeSources(loaded.sources), inputs },
  ];
}

async function execute(run: RunContext, prepared: Prepared, options: RunOptions, failures: readonly Failure[]) {
  const { loaded, plan, inputs } = prepared;
  run.record(keepRemoteSources(run.folder, loaded.sources, describeSources(loaded.sources)));
  const given = await giveInputs(run, plan, inputs, (url) => download(run, url));
  // Digests of inputs are made while the first jobs run.
  const described = run.describer
    .describe(given.flatMap((fact) => (fact.type === 'token.produced' ? [fact.value as CwlObject] : [])))
    .then(
      (facts) => run.record(facts),
      (thrown: unknown) => run.fail(failureOf('@0', thrown)),
    );
  run.record(given);
  const end = await runLoop(run).finally(() => Promise.all([run.runner.close(), run.containers.engine?.close()]));
  await described;
  return finish(run, end, options.outdir, failures);
}

/** Brings a file from the web into the folder of the run. */
async function download(run: RunContext, from: string): Promise<TransferEnded> {
  const start = timestamp();
  const { path, size } = await fetchFile(from, join(run.folder, 'downloads'), run.signal);
  return { type: 'transfer.ended', from, to: fileUri(path), route: 'download', bytes: size, start, end: timestamp() };
}

/** The crate's path when it was written; a failure to write it is noted and does not take the outputs back. */
async function packaged(
  prepared: Prepared,
  { crate }: RunOptions,
  folder: RunFolder,
  failures: Failure[],
): Promise<string | undefined> {
  if (crate === undefined) return undefined;
  try {
    await makeCrate(prepared.workflow, readLog(folder.log), fileUri(folder.log), crate);
    return crate;
  } catch (thrown) {
    failures.push(failureOf('@0', thrown));
    return undefined;
  }
}

function needsJavascript(plan: Plan): boolean {
  return plan.steps.some(
    (step) => inForce(step.demands, 'InlineJavascriptRequirement') ?? (step.body && needsJavascript(step.body)),
  );
}
