import { randomUUID } from 'node:crypto';
import type { Event, Fact } from '../event/event.ts';
import type { ContainerEngine } from '../execution/container/engine.ts';
import { createDigester } from '../execution/data/digest.ts';
import { createSites } from '../execution/site/sites.ts';
import { describeHost } from '../execution/data/host.ts';
import { holdsAny } from '../execution/data/redact.ts';
import { createLocalRunner } from '../execution/run/local.ts';
import { createSlots } from '../execution/schedule/slots.ts';
import { openSandbox } from '../language/expression/sandbox.ts';
import { inForce } from '../language/model/requirement.ts';
import { createEngine } from '../workflow/engine/engine.ts';
import type { Plan } from '../workflow/plan/plan.ts';
import { createDescriber } from './describe-files.ts';
import type { Failure } from './failure.ts';
import { createFormats } from './formats.ts';
import { inheritedVariables } from './inherited.ts';
import type { Prepared } from './prepare.ts';
import { createContainers } from './containers.ts';
import type { RunOptions } from './run-options.ts';
import { asItIs, withData, type RunContext } from './run-context.ts';
import { createDeployments } from './deployments.ts';
import { createPlaces } from './places.ts';
import { createScheduler } from './scheduler.ts';
import { topologyFact } from './topology-fact.ts';
import { createTransferLog } from './transfer-log.ts';
import { isThisMachine } from '../topology/targets.ts';
import { workflowFor } from '../topology/survey.ts';
import type { RunFolder } from './run-folder.ts';
import { concealFact, concealFailure } from './secrets.ts';
import { openSite } from './site.ts';
import { software } from './software.ts';
import { describeSources } from './sources.ts';

/** Opens all that a run needs, and writes down what it begins with. */
export async function openRun(
  prepared: Prepared,
  options: RunOptions,
  folder: RunFolder,
  failures: Failure[],
  append: (facts: readonly Fact[]) => readonly Event[],
): Promise<RunContext> {
  const id = randomUUID();
  const host = describeHost();
  const path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
  const { secrets } = prepared;
  const engine = createEngine(prepared.plan);
  const sandbox = needsJavascript(prepared.plan) ? await openSandbox({ seconds: options.evalTimeout, memoryMiB: 64 }) : undefined;
  const stop = new AbortController();
  const described = new Set<string>();
  const isDescribed = (location: string) => described.has(location) || !described.add(location);
  const record = (facts: readonly Fact[]) => {
    for (const event of append(facts.map((fact) => concealFact(secrets, asItIs(sites, fact))))) {
      engine.apply(event);
      options.watch(event);
    }
  };
  const log = createTransferLog(record);
  const sites = createSites(`${folder.path}/away`, createDigester(), log);
  const slots = createSlots({ name: 'this machine', ...host });
  const { topology } = options;
  const workflow = topology && workflowFor(topology, prepared.loaded.sources[0]!.location);
  const deployments = createDeployments({
    topology: topology ?? { document: prepared.location, text: '', deployments: new Map(), workflows: [] },
    run: id,
    progress: options.progress,
    report: (fact) => record([fact]),
  });
  const scheduler = createScheduler(workflow, options.containers.use, Math.random);
  const mayRunHere = (step: string) => scheduler.boundTargets(step).some(isThisMachine);
  const run: RunContext = {
    folder: folder.path,
    engine,
    sandbox,
    files: sites.files,
    slots,
    sites,
    scheduler,
    places: createPlaces({ deployments, sites, ownSlots: slots, run: id, keep: options.keep ?? false, log, report: record }),
    runner: createLocalRunner(folder.path),
    containers: createContainers(
      prepared.plan,
      options.containers,
      mayRunHere,
      () => connect(options, folder.path, id),
      options.warn,
    ),
    site: openSite(options.site ?? {}, path, options.signal, options.warn),
    secrets,
    path,
    location: 'local',
    signal: options.signal,
    starting: options.stopOnError ? AbortSignal.any([options.signal, stop.signal]) : options.signal,
    inherited: inheritedVariables(options.preserve ?? [], process.env, options.warn),
    keep: options.keep ?? false,
    describer: createDescriber(
      (path) => sites.digest(path, options.signal),
      (path) => withData(run, () => sites.list(path)),
      async (path) => {
        if (secrets.all.length === 0) return false;
        await sites.bringHere([path], options.signal);
        return holdsAny(path, secrets.all);
      },
    ),
    withFormats: createFormats(prepared.plan, options.skipSchemas),
    newFolders: folder.next,
    isDescribed,
    record,
    fail(failure) {
      failures.push(concealFailure(secrets, failure));
      stop.abort();
    },
  };
  run.record(openingFacts(id, prepared, options));
  if (topology) run.record([topologyFact(topology, workflow)]);
  run.record([{ type: 'location.described', location: run.location, ...host }]);
  return run;
}

/** Loads what talks to container engines only for a run that needs one. */
async function connect(options: RunOptions, scratch: string, run: string): Promise<ContainerEngine | undefined> {
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

function needsJavascript(plan: Plan): boolean {
  return plan.steps.some(
    (step) => inForce(step.demands, 'InlineJavascriptRequirement') ?? (step.body && needsJavascript(step.body)),
  );
}
