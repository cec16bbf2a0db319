import { posix } from 'node:path';
import { timestamp } from '../../base/clock.ts';
import { CrateRunError } from '../../base/error.ts';
import { quote } from '../../base/shell.ts';
import type { JobSpec, Layout } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import type { Connector } from '../connector/connector.ts';
import type { Queue } from '../connector/queue.ts';
import { createJobFolders } from '../run/job-folders.ts';
import type { Runner } from '../run/runner.ts';
import { carryOutAttended } from './attended.ts';
import type { Carried } from './carried.ts';
import { conclude } from './conclude.ts';
import { writeJobProgram } from './job-program.ts';
import { carryOutQueued } from './queued.ts';
import { receiveOutputs } from './receive.ts';
import { createStore, type Transfer } from './store.ts';

/** Where and how jobs are carried out that do not run here. */
export interface RemoteSettings {
  readonly connector: Connector;
  /** Jobs are given to it; without one they are started over the connector. */
  readonly queue?: Queue;
  /** Absolute path there of a folder that all machines of the location share; it is made. */
  readonly workdir: string;
  /** Id of the run: names its folder in `workdir`. */
  readonly run: string;
  /** Leave everything there. */
  readonly keep: boolean;
  readonly onTransfer: (transfer: Transfer) => void;
}

/** Runs jobs at another location: `spec.layout` is there, `spec.folders` and the sources of its staging are here. */
export interface RemoteRunner extends Runner {
  /** Folders at the location for the next job, below the folder of the run. */
  newLayout(): Layout;
  /**
   * As every runner; throws also CONN_FAILED, CONN_AUTH and CONN_HOST_KEY. A job whose connection was lost under way
   * ends with the problem `lost`.
   */
  run(spec: JobSpec, folder: string, signal: AbortSignal): Promise<Execution>;
  /** Removes the folder of the run. Throws nothing: what cannot be removed stays. The connector stays open. */
  close(): Promise<void>;
}

export function createRemoteRunner(settings: RemoteSettings): RemoteRunner {
  const { connector, queue, keep, onTransfer } = settings;
  const root = posix.join(settings.workdir, settings.run);
  const store = createStore(connector, `${root}/data`, onTransfer);
  const folders = createJobFolders();
  let layouts = 0;
  let jobs = 0;

  async function carryOut(spec: JobSpec, folder: string, signal: AbortSignal): Promise<Carried> {
    const sources = spec.staging.flatMap((entry) => (entry.kind === 'link' || entry.kind === 'copy' ? [entry.source] : []));
    const places = await store.bring(sources, signal);
    const place = { root, control: `${root}/control/${++jobs}`, layout: spec.layout, keep };
    const program = writeJobProgram(spec, place, (source) => places.get(source)!, !queue);
    const job = { spec, folder, place, program, sourceOf: store.sourceOf };
    return queue ? carryOutQueued(connector, queue, job, signal) : carryOutAttended(connector, job, signal);
  }

  return {
    newLayout() {
      const own = `${root}/jobs/${++layouts}`;
      return { outdir: `${own}/out`, tmpdir: `${own}/tmp`, stagedir: `${own}/in` };
    },
    async run(spec, folder, signal) {
      const begun = timestamp();
      folders.make(spec);
      try {
        const carried = await carryOut(spec, folder, signal);
        if (carried.brought) receiveOutputs(spec, carried.brought, { connector, store, report: onTransfer });
        return conclude(spec, folder, begun, carried);
      } catch (thrown) {
        const ending = endingOf(thrown);
        if (!ending) throw thrown;
        return { ...ending, startedAt: begun, endedAt: timestamp() };
      }
    },
    clear: folders.clear,
    async close() {
      if (keep || jobs + layouts === 0) return;
      const program = `cd / && { rm -rf ${quote(root)} 2>/dev/null || { chmod -R u+rwx ${quote(root)}; rm -rf ${quote(root)}; }; }`;
      await connector.run({ program }, AbortSignal.timeout(60_000)).catch(() => undefined);
    },
  };
}

/** Errors that say how a job ended rather than that it cannot be set up. */
function endingOf(thrown: unknown): Pick<Execution, 'problem' | 'stderrTail'> | undefined {
  if (!(thrown instanceof CrateRunError)) return undefined;
  if (thrown.code === 'RUN_CANCELLED') return { problem: 'cancelled', stderrTail: '' };
  if (thrown.code === 'CONN_LOST') return { problem: 'lost', stderrTail: thrown.message };
  return undefined;
}
