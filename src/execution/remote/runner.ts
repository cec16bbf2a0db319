import { cpSync, copyFileSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { timestamp } from '../../base/clock.ts';
import { CrateRunError } from '../../base/error.ts';
import { quote } from '../../base/shell.ts';
import { sourcesOf, type JobSpec, type Layout } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import type { Connector } from '../connector/connector.ts';
import type { Queue } from '../connector/queue.ts';
import { faultOf } from '../data/fault.ts';
import type { Runner } from '../run/runner.ts';
import type { Store } from '../site/bring.ts';
import type { Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import { readSurvey } from '../site/survey.ts';
import { carryOutAttended } from './attended.ts';
import type { Carried } from './carried.ts';
import { conclude } from './conclude.ts';
import { writeJobProgram } from './job-program.ts';
import { carryOutQueued } from './queued.ts';

/** Where and how jobs are carried out that do not run here. */
export interface RemoteSettings {
  readonly connector: Connector;
  /** Jobs are given to it; without one they are started over the connector. */
  readonly queue?: Queue;
  readonly site: Site;
  readonly sites: Sites;
  readonly store: Store;
  /** Absolute path there of the folder of the run, which all machines of the location share; it is made. */
  readonly root: string;
  /** Leave everything there. */
  readonly keep: boolean;
}

/** Runs jobs at another location: `spec.layout` is there; `spec.folders` and the sources of its staging are the same as they are known here. */
export interface RemoteRunner extends Runner {
  /** Folders at the location for the next job, below the folder of the run. */
  newLayout(): Layout;
  /**
   * As every runner; throws also CONN_FAILED, CONN_AUTH and CONN_HOST_KEY. A job whose connection was lost under way
   * ends with the problem `lost`. Outputs stay where they are.
   */
  run(spec: JobSpec, folder: string, signal: AbortSignal): Promise<Execution>;
}

/** Counts for all: locations may share a folder. */
let layouts = 0;

export function createRemoteRunner({ connector, queue, site, sites, store, root, keep }: RemoteSettings): RemoteRunner {
  async function carryOut(spec: JobSpec, folder: string, signal: AbortSignal): Promise<Carried> {
    const places = await store.bring(sourcesOf(spec), signal);
    const placeOf = (source: string) => {
      const path = places.get(source)!;
      return { path, isOriginal: site.prefix + path === sites.files.realPath(source) };
    };
    const place = { root, control: posix.join(posix.dirname(spec.layout.outdir), 'control'), layout: spec.layout, keep };
    const program = writeJobProgram(spec, place, placeOf, !queue);
    const job = { spec, folder, place, program };
    const carried = await (queue ? carryOutQueued(connector, queue, job, signal) : carryOutAttended(connector, job, signal));
    if (carried.returned) learn(spec, carried.returned.survey);
    for (const entry of spec.staging) {
      if (entry.kind !== 'link' || !entry.writable || placeOf(entry.source).isOriginal) continue;
      await sites.bringHere([site.prefix + entry.target], signal);
      replaceContents(entry.source, site.prefix + entry.target);
    }
    return carried;
  }

  function learn({ layout }: JobSpec, text: string): void {
    const { survey, problem } = readSurvey(text, layout.outdir);
    if (problem !== undefined) throw new CrateRunError('TOOL_OUTPUT', `what the job left at ${connector.name} ${problem}`);
    site.catalogue.add(layout.outdir, survey);
  }

  return {
    newLayout() {
      const own = `${root}/jobs/${++layouts}`;
      return { outdir: `${own}/out`, tmpdir: `${own}/tmp`, stagedir: `${own}/in` };
    },
    async run(spec, folder, signal) {
      const begun = timestamp();
      try {
        const execution = conclude(spec, folder, begun, await carryOut(spec, folder, signal));
        return { ...execution, outputs: sites.list(spec.folders.outdir) };
      } catch (thrown) {
        const ending = endingOf(thrown);
        if (!ending) throw thrown;
        return { ...ending, startedAt: begun, endedAt: timestamp() };
      }
    },
    clear: () => undefined,
    close: () => undefined,
  };
}

/** Removes the folder of a run. Throws nothing: what cannot be removed stays. */
export async function removeRoot(connector: Connector, root: string): Promise<void> {
  const folder = quote(root);
  const program = `cd / && [ ! -e ${folder} ] || rm -rf ${folder} 2>/dev/null || { chmod -R u+rwx ${folder}; rm -rf ${folder}; }`;
  await connector.run({ program }, AbortSignal.timeout(60_000)).catch(() => undefined);
}

/** Errors that say how a job ended rather than that it cannot be set up. */
function endingOf(thrown: unknown): Pick<Execution, 'problem' | 'stderrTail' | 'lostBecause'> | undefined {
  if (!(thrown instanceof CrateRunError)) return undefined;
  if (thrown.code === 'RUN_CANCELLED') return { problem: 'cancelled', stderrTail: '' };
  if (thrown.code === 'CONN_LOST') return { problem: 'lost', stderrTail: '', lostBecause: thrown.message };
  return undefined;
}

/** What a job changed in a copy takes the place of the original (CWL v1.2 InplaceUpdateRequirement). */
function replaceContents(original: string, copy: string): void {
  try {
    if (lstatSync(copy).isDirectory()) {
      for (const name of readdirSync(original)) rmSync(join(original, name), { recursive: true });
      cpSync(copy, original, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    } else copyFileSync(copy, original);
  } catch (thrown) {
    throw faultOf('DATA_WRITE', 'write', original, thrown);
  }
}
