import { timestamp } from '../../base/clock.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { createJobFolders } from './job-folders.ts';
import { createKits, type Kit } from './kit.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { whyNotStartable } from './program.ts';
import type { Runner } from './runner.ts';
import { stage } from './stage.ts';
import { connectStreams, keepLogs } from './streams.ts';

/** Makes a runner for jobs on this machine. `scratch` is a folder that exists, on the file system of the jobs, for files while jobs run. */
export function createLocalRunner(scratch: string): Runner {
  const kits = createKits(scratch);
  const folders = createJobFolders();
  const launcher = createLauncher();
  return {
    async run(spec, folder, signal) {
      folders.make(spec);
      await stage(spec.staging);
      const obstacle = obstacleTo(spec, signal);
      if (obstacle) return obstacle;
      const kit = kits.take();
      const execution = await execute(spec, folder, kit, launcher, signal);
      const used = [execution.stdoutLog && kit.stdout, execution.stderrLog && kit.stderr].filter((path) => path !== undefined);
      kits.giveBack(kit, used);
      return execution;
    },
    clear: folders.clear,
    close() {
      launcher.close();
      kits.close();
    },
  };
}

async function execute(spec: JobSpec, folder: string, kit: Kit, launcher: Launcher, signal: AbortSignal): Promise<Execution> {
  const { command, environment, layout, timeLimit } = spec;
  const streams = connectStreams(spec, kit);
  const order = { command, environment, folder: layout.outdir, streams, usage: kit.usage, ...(timeLimit ? { timeLimit } : {}) };
  const { obstacle, ...launched } = await launcher.launch(order, signal);
  const logs = keepLogs(streams, kit, folder);
  return { ...launched, ...logs, ...(obstacle ? { stderrTail: obstacle } : {}) };
}

/** What keeps the command from being started, known before it is tried. */
function obstacleTo({ command: [program = ''], layout, environment }: JobSpec, signal: AbortSignal): Execution | undefined {
  const why = signal.aborted ? '' : whyNotStartable(program, layout.outdir, environment['PATH'] ?? '/bin:/usr/bin');
  if (why === undefined) return undefined;
  const now = timestamp();
  return { problem: signal.aborted ? 'cancelled' : 'not-started', startedAt: now, endedAt: now, stderrTail: why };
}
