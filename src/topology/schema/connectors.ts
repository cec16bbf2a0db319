import { dockerSchema } from './docker.ts';
import { gridengineOptions, gridengineSchema } from './gridengine.ts';
import { hyperqueueOptions, hyperqueueSchema } from './hyperqueue.ts';
import { anything, closed, positive, type Schema } from './parts.ts';
import { pbsOptions, pbsSchema } from './pbs.ts';
import { singularitySchema } from './singularity.ts';
import { slurmOptions, slurmSchema } from './slurm.ts';
import { sshSchema } from './ssh.ts';

/** A type of deployment. */
export interface Connector {
  /** What `config` of such a deployment may hold. */
  readonly schema: Schema;
  /** Whether jobs can be run there. */
  readonly isServed: boolean;
  /** Whether it may stand upon another deployment (`wraps`), and where a job then is. */
  readonly wraps?: 'queue' | 'container';
  /** Whether `services` in its config names all there are. */
  readonly namesServices?: true;
  /** Every option of a service, where others are to be warned of. */
  readonly serviceOptions?: readonly string[];
  /** Options that change nothing here, and why. */
  readonly noEffect?: Readonly<Record<string, string>>;
}

const buffer = { transferBufferSize: 'buffers have the size that the connection asks for' };
const template = 'over SSH a job is a program that is started at once, without a script';
const retry = 'a connection is tried again as its failure asks for';

const ssh: Connector = {
  schema: sshSchema,
  isServed: true,
  namesServices: true,
  noEffect: {
    ...buffer,
    dataTransferConnection: 'data takes the connection of the jobs',
    file: template,
    retries: retry,
    retryDelay: retry,
    sharedPaths: 'each node is taken to have a file system of its own',
    'services.*.file': template,
  },
};

const queue = { isServed: true, wraps: 'queue', namesServices: true, noEffect: buffer } as const;
const ending = 'the container is removed when the run has ended';
const docker: Connector = {
  schema: dockerSchema,
  isServed: true,
  wraps: 'container',
  noEffect: {
    ...buffer,
    cidfile: 'the log of the run says what became of the container',
    detachKeys: 'nobody attaches to the container',
    rm: ending,
    sigProxy: ending,
  },
};
const singularity: Connector = { schema: singularitySchema, isServed: true, wraps: 'container', noEffect: buffer };
const later: Connector = { schema: anything, isServed: false };

const known = new Map<string, Connector>([
  ['local', { schema: closed({ transferBufferSize: positive }), isServed: true, noEffect: buffer }],
  ['ssh', ssh],
  ['slurm', { ...queue, schema: slurmSchema, serviceOptions: slurmOptions }],
  ['gridengine', { ...queue, schema: gridengineSchema, serviceOptions: gridengineOptions }],
  ['pbs', { ...queue, schema: pbsSchema, serviceOptions: pbsOptions }],
  ['hyperqueue', { ...queue, schema: hyperqueueSchema, serviceOptions: hyperqueueOptions }],
  ['docker', docker],
  ['singularity', singularity],
  ['apptainer', singularity],
  ['docker-compose', { ...later, wraps: 'container' }],
  ['flux', { ...later, wraps: 'queue' }],
  ...['helm', 'helm2', 'helm3', 'helm4', 'kubernetes', 'occam'].map((type): [string, Connector] => [type, later]),
]);

/** What is known of each type of deployment. */
export const connectors: ReadonlyMap<string, Connector> = known;

/** Adds a type that crate-run does not know itself. */
export function addConnector(type: string, connector: Connector): void {
  known.set(type, connector);
}
