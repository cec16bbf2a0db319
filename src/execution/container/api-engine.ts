import { timestamp } from '../../base/clock.ts';
import { CrateRunError } from '../../base/error.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { createJobFolders } from '../run/job-folders.ts';
import { createKits, type Kit } from '../run/kit.ts';
import { stage } from '../run/stage.ts';
import { connectStreams, keepLogs } from '../run/streams.ts';
import type { Surroundings } from './surroundings.ts';
import { isWelcoming } from './api.ts';
import { createOptions, type ContainerStyle } from './create-options.ts';
import type { ContainerEngine } from './engine.ts';
import { createImages } from './images.ts';
import { isFolder, sourceOfInput } from './job-files.ts';
import { planStage } from './mounts.ts';
import type { FoundEngine } from './found-engine.ts';
import type { Purpose } from './purpose.ts';
import { createReaper } from './reaper.ts';
import { createRemover } from './remover.ts';
import { runContainer, type ContainerOrder, type Ended } from './run-container.ts';
import { markPlaceholders, tidyOutputs } from './tidy-outputs.ts';

/** Runs jobs through Docker's API: one container each. */
export function createApiEngine(
  found: FoundEngine,
  around: Surroundings,
  { settings, scratch, run, label }: Purpose,
): ContainerEngine {
  const { api, address, name, version } = found;
  const kits = createKits(scratch);
  const folders = createJobFolders();
  const images = createImages(found, around, settings, scratch);
  const reaper = createReaper({ address, label: `${label}=${run}` });
  const remover = createRemover(api, address);
  const style: ContainerStyle = { settings, label, run, ...userOf(found) };
  let count = 0;

  async function execute(spec: JobSpec, folder: string, kit: Kit, signal: AbortSignal): Promise<Execution> {
    const plan = planStage(spec, isFolder);
    await stage(plan.entries);
    const marks = markPlaceholders(plan);
    const streams = connectStreams({ ...spec, ...sourceOfInput(spec, plan) }, kit);
    const container = `crate-run-${run}-${++count}`;
    const options = createOptions(spec, plan.mounts, container, style);
    reaper.watch();
    const { obstacle, ...ended } = await attempt({ api, options, spec, streams }, signal);
    tidyOutputs(spec, plan, marks);
    const logs = keepLogs(streams, kit, folder);
    return { ...ended, ...logs, ...(obstacle === undefined ? {} : { stderrTail: obstacle }) };
  }

  /** The container is gone afterwards, or on its way; what an engine that went away has left is gone for certain. */
  async function attempt(order: ContainerOrder, signal: AbortSignal): Promise<Ended> {
    const container = order.options.name!;
    const startedAt = timestamp();
    const lost = async (): Promise<Ended> => {
      const endedAt = timestamp();
      await remover.removeWhenBack(container, signal);
      return { startedAt, endedAt, problem: signal.aborted ? 'cancelled' : 'lost' };
    };
    try {
      const ended = await runContainer(order, signal);
      // An engine that is shut down first kills what it runs, and tells that as if the job had done it.
      if (!ended.problem && !(await isWelcoming(address))) return await lost();
      remover.remove(container);
      return ended;
    } catch (thrown) {
      if (!(thrown instanceof CrateRunError)) return lost();
      remover.remove(container);
      throw thrown;
    }
  }

  return {
    name,
    version,
    resolve: images.resolve,
    async run(spec, folder, signal) {
      folders.make(spec);
      if (signal.aborted) {
        const now = timestamp();
        return { problem: 'cancelled', startedAt: now, endedAt: now, stderrTail: '' };
      }
      const kit = kits.take();
      const execution = await execute(spec, folder, kit, signal);
      const used = [execution.stdoutLog && kit.stdout, execution.stderrLog && kit.stderr].filter((path) => path !== undefined);
      kits.giveBack(kit, used);
      return execution;
    },
    clear: folders.clear,
    async close() {
      await remover.close();
      reaper.close();
      kits.close();
    },
  };
}

/** Files that a job makes belong to the caller. */
function userOf({ name, isRootless }: FoundEngine): Pick<ContainerStyle, 'user' | 'userNamespace'> {
  const own = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  if (!isRootless) return { user: own };
  return name === 'Podman' ? { user: own, userNamespace: 'keep-id' } : { user: '0:0' };
}
