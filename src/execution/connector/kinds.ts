import type { Open } from './kind.ts';

/** Opens this machine, which is what a deployment that wraps nothing stands upon. */
const openLocal: Open = ({ below }) => ({ places: () => [below], close: () => Promise.resolve() });

/** The kinds of deployments that crate-run knows itself, each loaded when it is first needed. */
const loaders: Readonly<Record<string, () => Promise<Open>>> = {
  local: () => Promise.resolve(openLocal),
  ssh: async () => (await import('./ssh/open.ts')).openSsh,
  slurm: async () => (await import('./queue/open.ts')).openQueueManager((await import('./slurm/slurm.ts')).slurm),
  gridengine: async () =>
    (await import('./queue/open.ts')).openQueueManager((await import('./gridengine/gridengine.ts')).gridengine),
  docker: async () => (await import('./container/open.ts')).openContainer((await import('./container/docker.ts')).docker),
  ...Object.fromEntries(
    (['singularity', 'apptainer'] as const).map((program) => [
      program,
      async () =>
        (await import('./container/open.ts')).openContainer((await import('./container/singularity.ts')).singularity(program)),
    ]),
  ),
};

/** How deployments of a type are opened; undefined for a type that crate-run does not know itself. */
export async function openerOf(type: string): Promise<Open | undefined> {
  return Object.hasOwn(loaders, type) ? loaders[type]!() : undefined;
}
