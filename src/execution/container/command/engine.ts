import type { JobSpec } from '../../../job/jobspec.ts';
import { createLocalRunner } from '../../run/local.ts';
import { stage } from '../../run/stage.ts';
import type { ContainerEngine } from '../engine.ts';
import { imageFault } from '../image-fault.ts';
import { isFolder, sourceOfInput } from '../job-files.ts';
import { planStage } from '../mounts.ts';
import { onceEach } from '../once-each.ts';
import type { Purpose } from '../purpose.ts';
import { isImageId, parseReference } from '../reference.ts';
import { createReaper } from '../reaper.ts';
import { markPlaceholders, tidyOutputs } from '../tidy-outputs.ts';
import { ask } from './ask.ts';
import type { Dialect } from './dialect.ts';

/** Runs jobs in containers with an engine that is a program: each command is wrapped in one of the engine. */
export function createCommandEngine(dialect: Dialect, program: string, version: string, purpose: Purpose): ContainerEngine {
  const { settings, scratch, run, label } = purpose;
  const local = createLocalRunner(scratch);
  const handles = new Map<string, string>();
  const mark = `${label}=${run}`;
  const { cleanup } = dialect;
  const reaper = cleanup && createReaper({ program, listing: cleanup.listing(mark), removal: cleanup.removal });
  const user = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  let count = 0;

  const resolve: ContainerEngine['resolve'] = onceEach(async (request, signal) => {
    try {
      // What is no name could be taken for an option.
      if (!parseReference(request.name) && !isImageId(request.name)) throw new Error('that is not the name of an image');
      const { resolved, handle } = await dialect.getImage(request, { program, settings, scratch, signal });
      handles.set(resolved.id, handle);
      return { requested: request.name, ...resolved, engine: { name: dialect.name, version } };
    } catch (thrown) {
      throw imageFault(request.name, thrown, signal);
    }
  });

  return {
    name: dialect.name,
    version,
    resolve,
    async run(spec, folder, signal) {
      const plan = planStage(spec, isFolder);
      await stage(plan.entries);
      const marks = markPlaceholders(plan);
      const name = `crate-run-${run}-${++count}`;
      const image = handles.get(spec.container!.image) ?? spec.container!.image;
      const { mounts } = plan;
      const { command, environment } = dialect.invoke(program, { spec, mounts, image, name, label: mark, settings, user });
      reaper?.watch();
      const outside = { command, environment: { ...ownEnvironment(), ...environment }, layout: spec.folders, staging: [] };
      const { container: _, ...plain } = { ...spec, ...sourceOfInput(spec, plan), ...outside };
      const { usage, ...execution } = await local.run(plain satisfies JobSpec, folder, signal);
      if (execution.problem && cleanup) await ask(program, [...cleanup.removal, name]).catch(() => undefined);
      tidyOutputs(spec, plan, marks);
      const ended = { ...execution, ...(usage && dialect.isParent ? { usage } : {}) };
      return dialect.judge?.(ended, spec.command[0] ?? '') ?? ended;
    },
    clear: (spec, hasOutputs) => local.clear(spec, hasOutputs),
    async close() {
      await local.close();
      reaper?.close();
    },
  };
}

/** What the program needs to find its own files; nothing that it would hand on to a job. */
function ownEnvironment(): Record<string, string> {
  const isOurs = ([key, value]: [string, string | undefined]) =>
    value !== undefined && !/^(SINGULARITY|APPTAINER)(ENV_|_BIND)/.test(key);
  return Object.fromEntries(Object.entries(process.env).filter(isOurs)) as Record<string, string>;
}
