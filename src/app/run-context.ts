import type { Fact } from '../event/event.ts';
import { fileUri, pathOfUri } from '../base/uri.ts';
import type { FileAccess } from '../job/folder.ts';
import type { Runner } from '../execution/run/runner.ts';
import { Absent } from '../execution/site/absent.ts';
import type { Sites } from '../execution/site/sites.ts';
import type { Slots } from '../execution/schedule/slots.ts';
import type { CwlVersion } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import { mapFiles, type CwlObject, type CwlValue } from '../language/model/value.ts';
import { createEvaluator, type Evaluator } from '../language/expression/evaluate.ts';
import type { Sandbox } from '../language/expression/sandbox.ts';
import type { Secrets } from '../tool/secrets.ts';
import type { Engine } from '../workflow/engine/engine.ts';
import type { TokenName } from '../event/event.ts';
import type { Containers } from './containers.ts';
import type { Describer } from './describe-files.ts';
import type { Failure } from './failure.ts';
import type { WithFormats } from './formats.ts';
import type { JobFolders } from './run-folder.ts';
import type { Site } from './site.ts';
import type { Places } from './places.ts';
import type { Scheduler } from './scheduler.ts';

/** What the parts of one run share. */
export interface RunContext {
  /** Folder of the run: the log, and the folders of its jobs. */
  readonly folder: string;
  readonly engine: Engine;
  readonly sandbox: Sandbox | undefined;
  readonly files: FileAccess;
  /** Cores and memory of this machine. */
  readonly slots: Slots;
  /** The locations beside this machine. */
  readonly places: Places;
  /** Says where jobs may run. */
  readonly scheduler: Scheduler;
  /** Where files are that are not here. */
  readonly sites: Sites;
  /** Runs jobs directly on this machine. */
  readonly runner: Runner;
  readonly containers: Containers;
  readonly site: Site;
  readonly secrets: Secrets;
  /** The PATH that jobs see. */
  readonly path: string;
  readonly location: string;
  readonly signal: AbortSignal;
  /** Aborted as soon as nothing more may be started. */
  readonly starting: AbortSignal;
  /** Variables of the user that jobs on this machine see. */
  readonly inherited: Readonly<Record<string, string>>;
  /** Whether what jobs leave is kept. */
  readonly keep: boolean;
  readonly describer: Describer;
  readonly withFormats: WithFormats;
  /** Names folders that no job has had; none of them is there yet. */
  newFolders(): JobFolders;
  /** Whether a location was described before; it counts as described from then on. */
  isDescribed(location: string): boolean;
  /** Writes facts to the log, then tells the engine and whoever watches. */
  record(facts: readonly Fact[]): void;
  fail(failure: Failure): void;
}

/** The values that some tokens hold. */
export function valuesOf(run: RunContext, tokens: Readonly<Record<string, TokenName>>): CwlObject {
  const values: Record<string, CwlValue> = {};
  for (const [name, token] of Object.entries(tokens)) values[name] = knownHere(run, run.engine.valueOf(token));
  return values;
}

/** A value with the locations by which its files are known on this machine. */
function knownHere({ sites }: RunContext, value: CwlValue): CwlValue {
  if (!sites.areAny()) return value;
  return mapFiles(value, (item) => {
    const path = item.location === undefined ? undefined : sites.pathOf(item.location);
    return path === undefined ? item : { ...item, location: fileUri(path) };
  });
}

/** A fact with the locations where the files that it tells of really are. */
export function asItIs(sites: Sites, fact: Fact): Fact {
  if (!sites.areAny()) return fact;
  const real = (uri: string) => {
    const path = pathOfUri(uri);
    return path === undefined ? uri : sites.uriOf(path);
  };
  switch (fact.type) {
    case 'token.produced':
      return {
        ...fact,
        value: mapFiles(fact.value as CwlValue, (item) =>
          item.location === undefined ? item : { ...item, location: real(item.location) },
        ),
      };
    case 'file.described':
    case 'file.withheld':
      return { ...fact, location: real(fact.location) };
    default:
      return fact;
  }
}

/** Calls `use` again and again until all is known that it asks for of files at other locations. Throws what connectors throw. */
export async function withData<T>(run: RunContext, use: () => T | Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await use();
    } catch (thrown) {
      if (!(thrown instanceof Absent)) throw thrown;
      await run.sites.obtain(thrown, run.signal);
    }
  }
}

/** The evaluator of one job, to be closed when the job has ended. */
export function openEvaluator(run: RunContext, demands: Demands, cwlVersion: CwlVersion): Evaluator {
  const expressionLib = inForce(demands, 'InlineJavascriptRequirement')?.expressionLib;
  return createEvaluator({ cwlVersion, expressionLib, sandbox: run.sandbox });
}

/** Calls `use` with an evaluator of its own. */
export function withEvaluator<T>(run: RunContext, demands: Demands, cwlVersion: CwlVersion, use: (evaluator: Evaluator) => T): T {
  const evaluator = openEvaluator(run, demands, cwlVersion);
  try {
    return use(evaluator);
  } finally {
    evaluator.close();
  }
}
