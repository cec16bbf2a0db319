import type { ContainerDialect } from './container/dialect.ts';
import type { Open } from './kind.ts';
import type { QueueDialect } from './queue/dialect.ts';

/** Opens this machine, which is what a deployment that wraps nothing stands upon. */
const openLocal: Open = ({ below }) => ({ places: () => [below], close: () => Promise.resolve() });

/** The kinds of deployments that crate-run knows itself, each loaded when it is first needed. */
const loaders = new Map<string, () => Promise<Open>>(
  Object.entries({
    local: () => Promise.resolve(openLocal),
    ssh: async () => (await import('./ssh/open.ts')).openSsh,
    slurm: async () => queueManager((await import('./slurm/slurm.ts')).slurm),
    gridengine: async () => queueManager((await import('./gridengine/gridengine.ts')).gridengine),
    pbs: async () => queueManager((await import('./pbs/pbs.ts')).pbs),
    hyperqueue: async () => queueManager((await import('./hyperqueue/hyperqueue.ts')).hyperqueue),
    docker: async () => container((await import('./container/docker.ts')).docker),
    singularity: async () => container((await import('./container/singularity.ts')).singularity('singularity')),
    apptainer: async () => container((await import('./container/singularity.ts')).singularity('apptainer')),
  }),
);

async function queueManager(dialect: QueueDialect): Promise<Open> {
  return (await import('./queue/open.ts')).openQueueManager(dialect);
}

async function container(dialect: ContainerDialect): Promise<Open> {
  return (await import('./container/open.ts')).openContainer(dialect);
}

/** How deployments of a type are opened; undefined for a type that nobody knows. */
export async function openerOf(type: string): Promise<Open | undefined> {
  return loaders.get(type)?.();
}

/** Adds a type that crate-run does not know itself. */
export function addKind(type: string, open: Open): void {
  loaders.set(type, () => Promise.resolve(open));
}
